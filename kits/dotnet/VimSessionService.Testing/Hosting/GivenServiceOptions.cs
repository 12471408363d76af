using Microsoft.Extensions.Options;
using VimSessionService.Hosting;

namespace VimSessionService.Testing.Hosting;

/// <summary>Uses the options that a test has set as they are, and validates them as those of any host.</summary>
/// <param name="given">The options.</param>
/// <param name="setups">What else sets options.</param>
/// <param name="postConfigures">What sets options last.</param>
/// <param name="validations">What validates them.</param>
internal sealed class GivenServiceOptions(
    VimSessionServiceOptions given,
    IEnumerable<IConfigureOptions<VimSessionServiceOptions>> setups,
    IEnumerable<IPostConfigureOptions<VimSessionServiceOptions>> postConfigures,
    IEnumerable<IValidateOptions<VimSessionServiceOptions>> validations)
    : OptionsFactory<VimSessionServiceOptions>(setups, postConfigures, validations)
{
    /// <inheritdoc/>
    protected override VimSessionServiceOptions CreateInstance(string name) => given;
}

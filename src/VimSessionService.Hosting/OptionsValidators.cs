using Microsoft.Extensions.Options;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Hosting;

/// <summary>Checks the bounds that stand at the options.</summary>
[OptionsValidator]
internal sealed partial class OptionBoundsValidator : IValidateOptions<VimSessionServiceOptions>;

/// <summary>Checks what cannot be said by a bound. Each failure names the option and says what to write.</summary>
internal sealed class OptionRulesValidator : IValidateOptions<VimSessionServiceOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, VimSessionServiceOptions options)
    {
        List<string> failures = [.. Emulation(options.Emulation), .. Times(options), .. Paths(options.Tickets)];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Emulation(EmulationOptions options)
    {
        if (!ApiVersions.TryParse(options.ApiVersion, out _))
            yield return $"Emulation.ApiVersion: '{options.ApiVersion}' is no version of the API. Write one of {string.Join(", ", ApiVersions.All)}.";
        if (!ApiVersions.TryParse(options.UnversionedApiVersion, out _))
            yield return $"Emulation.UnversionedApiVersion: '{options.UnversionedApiVersion}' is no version of the API. Write one of {string.Join(", ", ApiVersions.All)}.";
        if (options.Federated && (options.Esx || (ApiVersions.TryParse(options.ApiVersion, out var version) && version < ApiVersion.V9_0_0_0)))
            yield return "Emulation.Federated: only a vCenter from version 9.0.0.0 of the API on can be federated.";
        if (options.InstanceUuid is { } uuid && !Guid.TryParseExact(uuid, "D", out _))
            yield return $"Emulation.InstanceUuid: '{uuid}' is no UUID. Write it as 6a1f7a3e-0c1b-4f0e-9d2a-3b5c7d9e1f20.";
        if (!new LocaleCatalog().SupportedLocales.Contains(options.DefaultLocale, StringComparer.OrdinalIgnoreCase))
            yield return $"Emulation.DefaultLocale: '{options.DefaultLocale}' is not a locale of the service. Write a language such as en, or with a country such as en_US.";
    }

    private static IEnumerable<string> Times(VimSessionServiceOptions options)
    {
        (string Name, TimeSpan Value)[] times =
        [
            ("Requests.MaxRequestTime", options.Requests.MaxRequestTime),
            ("Sessions.SessionTimeout", options.Sessions.SessionTimeout),
            ("Sessions.VapiSessionLifetime", options.Sessions.VapiSessionLifetime),
            ("Tickets.ServiceTicketLifetime", options.Tickets.ServiceTicketLifetime),
            ("Tickets.LocalTicketLifetime", options.Tickets.LocalTicketLifetime),
            ("SingleSignOn.StsKeyLifetime", options.SingleSignOn.StsKeyLifetime),
            ("SingleSignOn.MaxBearerLifetime", options.SingleSignOn.MaxBearerLifetime),
            ("SingleSignOn.MaxHokLifetime", options.SingleSignOn.MaxHokLifetime),
        ];
        foreach (var (name, value) in times)
        {
            if (value <= TimeSpan.Zero)
                yield return $"{name}: {value} is not longer than zero.";
        }

        if (options.SingleSignOn.ClockTolerance < TimeSpan.Zero)
            yield return $"SingleSignOn.ClockTolerance: {options.SingleSignOn.ClockTolerance} is less than zero.";
    }

    private static IEnumerable<string> Paths(TicketOptions options) =>
        from path in TicketedPaths.Split(options.TicketedPaths)
        where !TicketedPaths.IsPath(path)
        select $"Tickets.TicketedPaths: '{path}' is not a path to serve, or one that the service serves itself. Write paths of letters, digits, '-', '_' and '.', such as /folder,/nfc.";
}

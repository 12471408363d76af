using VimSessionService.Lab.Scenarios.Reading;

namespace VimSessionService.Admin.Listening;

/// <summary>The scenarios that are applied when the service starts.</summary>
/// <param name="Documents">The scenarios, in their order.</param>
internal sealed record StartScenarios(IReadOnlyList<ScenarioDocument> Documents);

namespace VimSessionService.Endpoint.Pipeline;

/// <summary>A step of the pipeline. It throws to skip the following steps; the response is written nevertheless.</summary>
public interface ICallStep
{
    /// <summary>Does the step's part of the call.</summary>
    ValueTask RunAsync(SdkCall call);
}

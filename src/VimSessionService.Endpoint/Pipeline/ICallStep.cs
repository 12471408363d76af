namespace VimSessionService.Endpoint.Pipeline;

/// <summary>A step on a call's way. It throws to end the way; the answer is written all the same.</summary>
public interface ICallStep
{
    /// <summary>Does the step's part of the call.</summary>
    ValueTask RunAsync(SdkCall call);
}

namespace VimSessionService.Core;

/// <summary>The service has no capacity for a request now. No fault says so: the answer is HTTP 503, as of a vCenter.</summary>
/// <param name="reason">Why, for the operator.</param>
public class ServiceBusyException(string reason) : Exception(reason);

using CoreWCF;
using CoreWCF.Channels;

namespace VimSessionService.CoreWcf;

/// <summary>Every method of the API as one operation, which takes whatever comes.</summary>
[ServiceContract(Namespace = "urn:vim25")]
internal interface IVimSdk
{
    /// <summary>Answers a call.</summary>
    [OperationContract(Action = "*", ReplyAction = "*")]
    Task<Message> CallAsync(Message request);
}

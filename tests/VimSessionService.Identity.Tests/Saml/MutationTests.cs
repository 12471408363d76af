using System.Net;
using System.Text;
using System.Xml;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Identity.Tests.Saml;

/// <summary>
/// 100,000 mutants of messages that log in, always the same ones. A mutant that logs in means the same as what it was made of: of that
/// the framework's parser and canonicalization are the judges.
/// </summary>
public sealed class MutationTests
{
    private static readonly ClientInfo Client = new(IPAddress.Loopback, "test");

    [Theory]
    [InlineData(false, 35_000)]
    [InlineData(true, 35_000)]
    public void No_mutant_by_bytes_that_means_something_else_logs_in(bool isHolder, int count)
    {
        var original = Message(isHolder);
        var bytes = Encoding.UTF8.GetBytes(original);
        Run(original, isHolder, count, random => Mutation.OfBytes(bytes, random));
    }

    [Theory]
    [InlineData(false, 15_000)]
    [InlineData(true, 15_000)]
    public void No_mutant_by_nodes_that_means_something_else_logs_in(bool isHolder, int count)
    {
        var original = Message(isHolder);
        var document = FrameworkCanonicalization.Load(original);
        Run(original, isHolder, count, random => Encoding.UTF8.GetBytes(Mutation.OfNodes(document, random)));
    }

    private static void Run(string original, bool isHolder, int count, Func<Random, byte[]> mutate)
    {
        var random = new Random(isHolder ? 4 : 3);
        var meaning = Meaning(FrameworkCanonicalization.Load(original), isHolder);
        var verifying = new Verifying();
        var expected = verifying.Validate(original);
        var refused = 0;
        for (var i = 0; i < count; i++)
        {
            var mutant = mutate(random);
            FederatedPrincipal principal;
            try
            {
                principal = verifying.Validator.Validate(mutant, Client);
            }
            catch (ProofRefusedException refusal) when (refusal.Message != "the signed message came before")
            {
                refused++;
                continue;
            }
            catch (ProofRefusedException)
            {
                // Everything about it was good: it is judged like one that logs in.
                principal = new Verifying().Validator.Validate(mutant, Client);
            }

            Assert.Equal(expected.Name, principal.Name);
            Assert.Equal(expected.FullName, principal.FullName);
            Assert.Equal(expected.Groups, principal.Groups);
            var text = Encoding.UTF8.GetString(mutant);
            Assert.True(meaning == Meaning(FrameworkCanonicalization.Load(text), isHolder), $"mutant {i} means something else and logs in:\n{text}");
        }

        Assert.True(refused > count / 2, $"{refused} of {count} were refused");
    }

    private static string Message(bool isHolder)
    {
        var token = new TokenMaker { Holder = isHolder ? TestKeys.Holder : null };
        return isHolder ? MessageMaker.HolderOfKey(token, TestKeys.Holder).Make() : new MessageMaker { Token = token.Make() }.Make();
    }

    /// <summary>What the issuer signed, in its one spelling, and what the holder of the key did.</summary>
    private static string Meaning(XmlDocument message, bool isHolder)
    {
        var assertion = Only(Only(Only(message.DocumentElement!, "Header"), "Security"), "Assertion");
        var signature = Only(assertion, "Signature");
        var text = new StringBuilder(Encoding.UTF8.GetString(FrameworkCanonicalization.Canonicalize(assertion, "xsd xsi", signature)));
        if (!isHolder)
            return text.ToString();
        text.Append(Encoding.UTF8.GetString(FrameworkCanonicalization.Canonicalize(Only(Only(Only(message.DocumentElement!, "Header"), "Security"), "Timestamp"))));
        return text.Append(Encoding.UTF8.GetString(FrameworkCanonicalization.Canonicalize(Only(message.DocumentElement!, "Body")))).ToString();
    }

    private static XmlElement Only(XmlElement parent, string name) => Assert.Single(parent.ChildNodes.OfType<XmlElement>(), child => child.LocalName == name);
}

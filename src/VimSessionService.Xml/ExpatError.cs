namespace VimSessionService.Xml;

/// <summary>What is wrong with a document, in the words of expat, the parser that real servers use and quote.</summary>
internal static class ExpatError
{
    public const string NoElement = "no element found";
    public const string InvalidToken = "not well-formed (invalid token)";
    public const string Syntax = "syntax error";
    public const string UnclosedToken = "unclosed token";
    public const string UnclosedCharacterData = "unclosed CDATA section";
    public const string MismatchedTag = "mismatched tag";
    public const string DuplicateAttribute = "duplicate attribute";
    public const string JunkAfterRoot = "junk after document element";
    public const string UndefinedEntity = "undefined entity";
    public const string BadCharacterReference = "reference to invalid character number";
    public const string BadDeclaration = "XML declaration not well-formed";
    public const string MisplacedDeclaration = "XML or text declaration not at start of entity";
    public const string UnknownEncoding = "unknown encoding";
    public const string IncorrectEncoding = "encoding specified in XML declaration is incorrect";
}

namespace VimSessionService.Soap.Wsdl;

/// <summary>The names of the files, which are those of a real server.</summary>
internal static class WsdlFiles
{
    public const string Service = "vimService.wsdl";
    public const string Interface = "vim.wsdl";
    public const string CoreTypes = "core-types.xsd";
    public const string QueryTypes = "query-types.xsd";
    public const string QueryMessages = "query-messagetypes.xsd";
    public const string ReflectTypes = "reflect-types.xsd";
    public const string ReflectMessages = "reflect-messagetypes.xsd";
    public const string VimTypes = "vim-types.xsd";
    public const string VimMessages = "vim-messagetypes.xsd";
}

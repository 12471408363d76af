using System.Text;

namespace VimSessionService.Commands;

/// <summary>Writes completion scripts. Each walks the words that were typed to the command that they name, and offers what may follow it.</summary>
internal static class CompletionScripts
{
    /// <summary>For bash, 4 or later.</summary>
    public static string Bash(IReadOnlyList<CompletionNode> nodes) => $$"""
        # Completion of VimSessionService for bash.
        _VimSessionService() {
            local current=${COMP_WORDS[COMP_CWORD]} previous='' path='' word i
            COMPREPLY=()
            for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                case "$path/$word" in
                    {{Paths(nodes)}}) path="$path/$word" ;;
                esac
            done
            ((COMP_CWORD > 0)) && previous=${COMP_WORDS[COMP_CWORD - 1]}
            case "$path $previous" in
        {{ValueCases(nodes, static values => $"COMPREPLY=($(compgen -W '{string.Join(' ', values)}' -- \"$current\")); return", "COMPREPLY=($(compgen -f -- \"$current\")); return")}}
            esac
            case "$path" in
        {{WordCases(nodes, static words => $"COMPREPLY=($(compgen -W '{string.Join(' ', words.Select(static word => word.Word))}' -- \"$current\"))")}}
            esac
        }
        complete -F _VimSessionService VimSessionService

        """;

    /// <summary>For zsh.</summary>
    public static string Zsh(IReadOnlyList<CompletionNode> nodes) => $$"""
        #compdef VimSessionService
        # Completion of VimSessionService for zsh.
        _VimSessionService() {
            local path_typed='' previous word i
            local -a offered
            for ((i = 2; i < CURRENT; i++)); do
                word=${words[i]}
                case "$path_typed/$word" in
                    {{Paths(nodes)}}) path_typed="$path_typed/$word" ;;
                esac
            done
            previous=${words[CURRENT - 1]}
            case "$path_typed $previous" in
        {{ValueCases(nodes, static values => $"compadd -- {string.Join(' ', values)}; return", "_files; return")}}
            esac
            case "$path_typed" in
        {{WordCases(nodes, static words => $"offered=({string.Join(' ', words.Select(static word => Quote($"{word.Word}:{Brief(word)}")))})")}}
            esac
            _describe 'command or option' offered
        }
        if [ "$funcstack[1]" = "_VimSessionService" ]; then
            _VimSessionService "$@"
        else
            compdef _VimSessionService VimSessionService
        fi

        """;

    /// <summary>For fish.</summary>
    public static string Fish(IReadOnlyList<CompletionNode> nodes)
    {
        var script = new StringBuilder($$"""
            # Completion of VimSessionService for fish.
            function __VimSessionService_at
                set -l path ''
                for word in (commandline -opc)[2..-1]
                    switch "$path/$word"
                        case {{string.Join(' ', nodes.Skip(1).Select(static node => node.Path))}}
                            set path "$path/$word"
                    end
                end
                test "$path" = "$argv[1]"
            end
            complete -c VimSessionService -f

            """);
        foreach (var node in nodes)
        {
            foreach (var word in node.Words)
            {
                script.Append("complete -c VimSessionService -n '__VimSessionService_at \"").Append(node.Path).Append("\"' ");
                script.Append(word.Word.StartsWith("--", StringComparison.Ordinal) ? $"-l {word.Word[2..]}" : $"-a {word.Word}");
                if (word.TakesValue)
                    script.Append(word.Values.Count > 0 ? $" -x -a '{string.Join(' ', word.Values)}'" : " -r -F");
                script.Append(" -d ").Append(QuoteFish(Brief(word))).Append('\n');
            }
        }

        return script.ToString();
    }

    private static string Paths(IReadOnlyList<CompletionNode> nodes) => string.Join('|', nodes.Skip(1).Select(static node => node.Path));

    /// <summary>What is offered for the value of an option: its values, or files.</summary>
    private static string ValueCases(IReadOnlyList<CompletionNode> nodes, Func<IReadOnlyList<string>, string> offerValues, string offerFiles)
    {
        var cases = new StringBuilder();
        foreach (var node in nodes)
        {
            foreach (var word in node.Words.Where(static word => word.Values.Count > 0))
                cases.Append("        '").Append(node.Path).Append(' ').Append(word.Word).Append("') ").Append(offerValues(word.Values)).Append(" ;;\n");
            var free = node.Words.Where(static word => word.TakesValue && word.Values.Count == 0).Select(word => $"'{node.Path} {word.Word}'").ToArray();
            if (free.Length > 0)
                cases.Append("        ").AppendJoin('|', free).Append(") ").Append(offerFiles).Append(" ;;\n");
        }

        return cases.ToString().TrimEnd('\n');
    }

    private static string WordCases(IReadOnlyList<CompletionNode> nodes, Func<IReadOnlyList<CompletionWord>, string> offer)
    {
        var cases = new StringBuilder();
        foreach (var node in nodes)
            cases.Append("        '").Append(node.Path).Append("') ").Append(offer(node.Words)).Append(" ;;\n");
        return cases.ToString().TrimEnd('\n');
    }

    /// <summary>The first sentence of a description.</summary>
    private static string Brief(CompletionWord word) => word.Description.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? word.Description[..end] : word.Description.TrimEnd('.');

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string QuoteFish(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}

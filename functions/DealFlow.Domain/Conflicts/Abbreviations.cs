namespace DealFlow.Domain.Conflicts;

/// <summary>Abbreviations of company names that stand for one word only.</summary>
internal static class Abbreviations
{
    /// <summary>Replaces them by the words, spelled as the tokens around them.</summary>
    public static void Expand(List<string> tokens, UmlautForm form)
    {
        var two = form == UmlautForm.TwoLetters;
        for (var i = 0; i < tokens.Count; i++)
            tokens[i] = tokens[i] switch
            {
                "gebr" => two ? "gebrueder" : "gebruder",
                "ges" => "gesellschaft",
                "f" when i > 0 && tokens[i - 1] is ("gesellschaft" or "institut" or "verein") => two ? "fuer" : "fur",
                "bros" => "brothers",
                "intl" => "international",
                var token => token,
            };
    }
}

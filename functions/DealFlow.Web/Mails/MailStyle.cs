namespace DealFlow.Web.Mails;

/// <summary>How mails look. What must hold everywhere stands inline; a mail program that drops the style sheet shows the same mail in light colours.</summary>
internal static class MailStyle
{
    public const string Page = "background-color:#eef1f4";

    public const string Letters = "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:24px";

    public const string Font = Letters + ";color:#16202b";

    public const string Small = "font-family:Arial,Helvetica,sans-serif;font-size:13px;line-height:19px;color:#4c5a68";

    /// <summary>The second half of the dark rules is for Outlook on the web, which marks dark mode by an attribute.</summary>
    public const string Sheet =
        """

        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (max-width: 600px) {
        .pad { padding-left: 16px !important; padding-right: 16px !important; }
        .button { width: 100% !important; }
        .button a { display: block !important; }
        }
        @media (max-width: 440px) {
        .line { display: block !important; width: auto !important; }
        th.line { border-bottom: 0 !important; padding-bottom: 0 !important; }
        td.line { padding-top: 0 !important; }
        }
        @media (prefers-color-scheme: dark) {
        .page { background-color: #12171d !important; }
        .card { background-color: #1b222a !important; border-top-color: #8fbcf5 !important; }
        .quote { background-color: #262f39 !important; }
        .ink, .title { color: #e6ecf2 !important; }
        .quiet { color: #a6b3c0 !important; }
        .line { border-color: #37434f !important; }
        .link { color: #8fbcf5 !important; }
        .outline { border-color: #8fbcf5 !important; }
        }
        [data-ogsc] .ink, [data-ogsc] .title { color: #e6ecf2 !important; }
        [data-ogsc] .quiet { color: #a6b3c0 !important; }
        [data-ogsc] .link { color: #8fbcf5 !important; }

        """;

    public const string OutlookOpens =
        "<!--[if mso]><table role=\"presentation\" width=\"640\" align=\"center\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td><![endif]-->";

    public const string OutlookCloses = "<!--[if mso]></td></tr></table><![endif]-->";
}

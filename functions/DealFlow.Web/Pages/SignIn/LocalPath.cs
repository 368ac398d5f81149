namespace DealFlow.Web.Pages.SignIn;

/// <summary>Where to go after signing in: a page of ours, and never another site's.</summary>
internal static class LocalPath
{
    private const int Longest = 500;

    /// <summary>The path, where it is one of ours; else null.</summary>
    public static string? Of(string? text) =>
        text is ['/', ..] && text.Length <= Longest && !text.StartsWith("//", StringComparison.Ordinal) && !text.StartsWith("/sign", StringComparison.Ordinal)
        && text.All(character => character is > ' ' and <= '~' and not '\\')
            ? text
            : null;

    /// <summary>The address of the sign-in page that leads back to a path.</summary>
    public static string SignIn(string? to) => Of(to) is { } path ? $"/signin?to={Uri.EscapeDataString(path)}" : "/signin";
}

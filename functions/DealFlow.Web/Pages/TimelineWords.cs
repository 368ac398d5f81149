using DealFlow.Domain.Registrations;

namespace DealFlow.Web.Pages;

/// <summary>What happened to a deal, in the reader's words.</summary>
internal static class TimelineWords
{
    /// <summary>A line as both sides read it; a word that is newer than the texts stands for itself.</summary>
    public static string Of(PageReader reader, Registration deal, TimelineEntry entry) => deal.OutageOf(entry) is { } outage
        ? reader.Texts.Get("Happening_" + entry.What, reader.Format.Moment(outage.Since))
        : reader.Texts.Find("Happening_" + entry.What) ?? entry.What;
}

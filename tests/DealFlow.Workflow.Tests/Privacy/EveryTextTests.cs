using System.Collections;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Tests.Ports;
using DealFlow.Workflow.Tests.Programs;

namespace DealFlow.Workflow.Tests.Privacy;

/// <summary>
/// Every text of a registration is either erased with the contact or kept on purpose. A new member fails here until it is put on one side, and
/// filled in <see cref="Samples.FullDeal"/>.
/// </summary>
public sealed class EveryTextTests
{
    /// <summary>What may name the contact.</summary>
    private static readonly string[] Erased =
    [
        "Closing.Comment", "Decision.Reason", "Extension.Answer", "Extension.Reason", "FollowUp.Progress.Note", "Lead.Activity", "Lead.Contact.Email",
        "Lead.Contact.Name", "Lead.Contact.Phone", "Lead.Notes", "Lead.PartnerReference", "Question.Answer", "Question.Text",
    ];

    /// <summary>Ids, words of closed lists, what the program promised, and facts of companies and orders.</summary>
    private static readonly string[] Kept =
    [
        "Ask.Persons", "Ask.StandIns.For", "Ask.StandIns.Person", "Closing.ConfirmedBy", "Closing.Invoices.Adds.Benefits.Rule", "Closing.Invoices.Adds.Commission.Rule", "Closing.Invoices.Number",
        "Closing.Invoices.Lines.Product", "Closing.Lines.Product", "Closing.LossReason", "Closing.OrderNumber", "Closing.Payout.Benefits.Rule",
        "Closing.Payout.Commission.Rule", "Closing.ReportedBy", "Conflict.Candidates.Customer.Address.City",
        "Conflict.Candidates.Customer.Address.PostalCode", "Conflict.Candidates.Customer.Address.Street", "Conflict.Candidates.Customer.Country",
        "Conflict.Candidates.Customer.Domain", "Conflict.Candidates.Customer.DunsNumber", "Conflict.Candidates.Customer.Name",
        "Conflict.Candidates.Customer.RegistrationNumber", "Conflict.Candidates.Customer.VatId", "Conflict.Candidates.Id", "Conflict.Candidates.Owner",
        "Conflict.Candidates.State", "Conflict.Candidates.Match.MatchedKeys", "Conflict.Candidates.Match.Reasons.Rule",
        "Conflict.Candidates.Match.Reasons.Text", "Conflict.Candidates.Match.Reasons.Words", "Decision.By", "Decision.Rule", "Incentives.DealTypes", "Incentives.Id", "Incentives.Products",
        "Incentives.Text", "Incentives.Tiers", "Lead.Customer.Address.City", "Lead.Customer.Address.PostalCode", "Lead.Customer.Address.Street",
        "Lead.Customer.Country", "Lead.Customer.Domain", "Lead.Customer.DunsNumber", "Lead.Customer.Name", "Lead.Customer.RegistrationNumber",
        "Lead.Customer.VatId", "Lead.DealType", "Lead.Distributor", "Lead.Language", "Lead.Products", "Manufacturer", "Owed.Event.Manufacturer",
        "Owed.Event.PartnerName", "Owed.Event.VendorNumber", "Owed.To", "Partner", "Program",
        "ProgramVersion", "Question.ByPerson", "Tier", "Timeline.By", "Timeline.Rule", "Timeline.Text", "Timeline.What",
    ];

    [Fact]
    public void Registration_EveryText_IsErasedOrKeptOnPurpose() => Assert.Equal(
        Erased.Concat(Kept).Order(StringComparer.Ordinal), TextsOf(typeof(Registration), "").Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Erase_FullRegistration_LeavesNoneOfTheTexts()
    {
        var full = Samples.FullDeal();
        var filled = TextsIn(full, "").Select(text => text.Path).ToHashSet();
        Assert.All(Erased, path => Assert.Contains(path, filled));

        var erased = Assert.IsType<Outcome.Changed>(Deal.Handle(full, new DealCommand.EraseContact(new Actor(ActorKind.Manufacturer, "contoso")), Context)).Registration;

        Assert.All(TextsIn(erased, "").Where(text => Erased.Contains(text.Path)), text => Assert.Equal("erased", text.Text));
        Assert.Equal(Kept.Where(filled.Contains), Kept.Where(TextsIn(erased, "").Select(text => text.Path).ToHashSet().Contains));
    }

    [Fact]
    public void Erase_LineOfAPerson_IsKeptOnlyWhereItNeverQuotes()
    {
        var lines = Happening.All.Append("somethingNew").Select(what => new TimelineEntry(Samples.Now, "partner:alpen-it", what, null, "Eva Brandt"));
        var deal = Samples.FullDeal() with { Timeline = [.. lines] };

        var erased = Assert.IsType<Outcome.Changed>(Deal.Handle(deal, new DealCommand.EraseContact(new Actor(ActorKind.Manufacturer, "contoso")), Context)).Registration;

        string[] wordless =
        [
            Happening.Received, Happening.InformationRequested, Happening.Answered, Happening.Approved, Happening.HelpWanted,
            Happening.ExtensionRequested, Happening.ExtensionGranted, Happening.WinReported, Happening.WinConfirmed, Happening.Lost,
            Happening.Invoiced, Happening.Delegated, Happening.ContactErased,
        ];
        Assert.Equal(wordless.Order(), erased.Timeline.SkipLast(1).Where(line => line.Text != "erased").Select(line => line.What).Order());
    }

    private static DealContext Context => new(SamplePrograms.Read(SamplePrograms.Contoso).Program!.Program, Samples.Now, "gold");

    /// <summary>The paths of all members that hold text, by their types.</summary>
    private static IEnumerable<string> TextsOf(Type type, string path)
    {
        if (type == typeof(string))
            return [path];
        if (type != typeof(string) && ElementOf(type) is { } element)
            return TextsOf(element, path);
        return IsOurs(type)
            ? type.GetProperties().Where(IsStored).SelectMany(member => TextsOf(member.PropertyType, Join(path, member.Name)))
            : [];
    }

    /// <summary>All texts with their paths.</summary>
    private static IEnumerable<(string Path, string Text)> TextsIn(object? value, string path) => value switch
    {
        null => [],
        string text => [(path, text)],
        IDictionary dictionary => dictionary.Values.Cast<object?>().SelectMany(item => TextsIn(item, path)),
        IEnumerable items => items.Cast<object?>().SelectMany(item => TextsIn(item, path)),
        _ when IsOurs(value.GetType()) =>
            value.GetType().GetProperties().Where(IsStored).SelectMany(member => TextsIn(member.GetValue(value), Join(path, member.Name))),
        _ => [],
    };

    private static Type? ElementOf(Type type) => type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1] : null;

    /// <summary>Money is a currency and a number, and an id is an id.</summary>
    private static bool IsOurs(Type type) =>
        type.Namespace!.StartsWith("DealFlow.Domain", StringComparison.Ordinal) && !type.IsEnum && !type.IsValueType;

    private static bool IsStored(System.Reflection.PropertyInfo member) => member.GetMethod is { IsStatic: false } && member.GetIndexParameters().Length == 0;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Partners;
using NodaTime;

namespace DealFlow.Web.Tests.Pages;

public sealed class DecidePageTests
{
    private readonly PageWorld _world = new();

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Look_OpenLinkWithChoice_ChangesNothing(string method)
    {
        var deal = Sample.Pending();
        var path = _world.Decide(deal);

        var page = await _world.GetAsync(path + "&choice=approve&decision=approve", method: method);

        Assert.Equal(200, page.Status);
        Assert.Equal((0, 0), (_world.Store.Writes, _world.Woken));
        Assert.Same(deal, _world.Store.Of(deal.Id));
    }

    [Fact]
    public async Task Head_OpenLink_HasLengthButNoBody()
    {
        var path = _world.Decide(Sample.Pending());

        var head = await _world.GetAsync(path, method: "HEAD");

        Assert.Empty(head.Text);
        Assert.Equal((await _world.GetAsync(path)).Response.ContentLength, head.Response.ContentLength);
    }

    [Fact]
    public async Task Get_OpenLink_ShowsTheDealInTheProgramsLanguage()
    {
        var page = await _world.GetAsync(_world.Decide(Sample.Pending()), language: "en");

        Assert.Equal("de", page.Language);
        Assert.Equal("Über diese Registrierung entscheiden", page.Title);
        foreach (var fact in new[]
        {
            "Müller Maschinenbau GmbH & Co. KG", "Alpen IT Systeme GmbH", "50.000,00\u00A0€", "15.\u00A0Februar 2027", "DE136695976", "80331 München",
            "Eva Brandt", "Two meetings", "Please be quick.", "CRM-4711", "Neugeschäft", "Anna Keller",
        })
            Assert.Contains(fact, page.Main, StringComparison.Ordinal);
        Assert.Equal(["approve", "reject", "requestInformation"], page.Choices);
    }

    [Fact]
    public async Task Get_PersonWithOwnLanguage_IsSpokenToInIt()
    {
        var program = Sample.Contoso;
        _world.Catalog.Program = program with
        {
            People = program.People with { Approvers = [program.People.Approvers[0] with { Language = "en" }, .. program.People.Approvers.Skip(1)] },
        };

        var page = await _world.GetAsync(_world.Decide(Sample.Pending()), language: "de");

        Assert.Equal(("en", "Decide on this registration"), (page.Language, page.Title));
        Assert.Contains("€50,000.00", page.Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_HeldCustomer_ExplainsWhoAndWhy()
    {
        var page = await _world.GetAsync(_world.Decide(Asking(Sample.Held)));

        Assert.Contains("Die Registrierung DR-0000-0001 von Nordlicht Datentechnik AG hält diesen Kunden.", page.Main, StringComparison.Ordinal);
        Assert.Contains("betreut von Clara Voss", page.Main, StringComparison.Ordinal);
        Assert.Contains("gleiche Domain", page.Main, StringComparison.Ordinal);
        Assert.Contains("same bank", page.Main, StringComparison.Ordinal);
        Assert.Equal(2, page.Document.QuerySelectorAll("article table").Length);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    [InlineData("requestInformation")]
    [InlineData("nonsense", false)]
    public async Task Get_WithChoice_OpensItForTheConfirmation(string choice, bool isKnown = true)
    {
        var page = await _world.GetAsync($"{_world.Decide(Sample.Pending())}&choice={choice}");

        var open = page.Document.QuerySelectorAll("details[open] button").Select(button => button.GetAttribute("value"));
        Assert.Equal(isKnown ? [choice] : [], open);
        Assert.Equal(["approve", "reject", "requestInformation"], page.Choices);
    }

    [Fact]
    public async Task Get_Decision_ShowsRecordCostAndProtectionAtAGlance()
    {
        _world.Store.Put(Sample.WinReported() with { Id = RegistrationId.Parse("DR-0000-0007"), Status = RegistrationStatus.ClosedWon });

        var page = await _world.GetAsync(_world.Decide(Sample.Pending(Sample.Possible)));

        var summary = page.Document.QuerySelector(".summary")!.TextContent;
        foreach (var fact in new[]
        {
            "Müller Maschinenbau GmbH & Co. KG", "München, Deutschland", "50.000,00\u00A0€", "Contoso Firewall", "Stufe gold; 2 registriert, 1 gewonnen",
            "2 mögliche Treffer", "4.000,00\u00A0€ Provision (8\u00A0% von 50.000,00\u00A0€)", "27.\u00A0Juli 2026 bis 25.\u00A0Oktober 2026",
        })
            Assert.Contains(fact, summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_RejectWithSuggestions_SendsThemInTheLanguageOfTheDeal()
    {
        var deal = Sample.Pending(lead: Sample.Lead with { Language = "en" });
        var token = PageWorld.TokenOf(_world.Decide(deal));
        var form = await _world.GetAsync("/decide?t=" + token);
        Assert.Contains("Die Produkte passen nicht", form.Document.QuerySelector("input[name=pick][value=fit]")!.ParentElement!.TextContent, StringComparison.Ordinal);

        var page = await _world.PostAsync("/decide", ("t", token), ("decision", "reject"), ("pick", "fit"), ("pick", "none"), ("pick", "budget"), ("reason", "Sorry."));

        Assert.Equal(200, page.Status);
        Assert.Equal("The products do not fit what the customer needs.\nSorry.", _world.Store.Of(deal.Id).Decision!.Reason);
    }

    [Fact]
    public async Task Get_CustomerHeldByALiveDeal_SaysWhyItCannotBeApproved()
    {
        _world.Store.Put(Sample.Approved() with { Id = RegistrationId.Parse("DR-0000-0001") });

        var page = await _world.GetAsync(_world.Decide(Asking(Sample.Held)));

        Assert.Equal(["reject", "requestInformation"], page.Choices);
        Assert.Contains("deshalb kann diese nicht genehmigt werden", page.Document.QuerySelector("details")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ExtensionLink_ShowsTheRequest()
    {
        var page = await _world.GetAsync(_world.Decide(Sample.ExtensionAsked()));

        Assert.Equal(["grant", "refuse"], page.Choices);
        Assert.Contains("The budget is released in January.", page.Main, StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll("textarea"));
        Assert.Contains("25.\u00A0Dezember 2026", page.Document.QuerySelector(".summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ConfirmLink_ShowsFiguresAndCommission()
    {
        var page = await _world.GetAsync(_world.Decide(Sample.WinReported()));

        Assert.Equal(["confirm", "dispute"], page.Choices);
        foreach (var fact in new[] { "38.400,00\u00A0€", "3.072,00\u00A0€ (8\u00A0% von 38.400,00\u00A0€)", "PO-88123", "1.\u00A0September 2026" })
            Assert.Contains(fact, page.Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Approve_SaysWhatHappensNext()
    {
        var deal = Sample.Pending();
        var token = PageWorld.TokenOf(_world.Decide(deal));

        var page = await _world.PostAsync("/decide", ("t", token), ("decision", "approve"), ("reason", ""), ("question", ""));

        Assert.Equal((200, "Genehmigt"), (page.Status, page.Title));
        Assert.Contains("25.\u00A0Oktober 2026", page.Main, StringComparison.Ordinal);
        Assert.Contains("Am 17.\u00A0August 2026 werden Sie erinnert", page.Main, StringComparison.Ordinal);
        Assert.Equal(RegistrationStatus.Approved, _world.Store.Of(deal.Id).Status);
        Assert.Equal("anna", _world.Store.Of(deal.Id).Decision!.By);
    }

    [Theory]
    [InlineData("reject", "reason", "text", "question", "")]
    [InlineData("requestInformation", "question", "text", "reason", "")]
    [InlineData("grant", "reason", "", "question", "")]
    [InlineData("refuse", "reason", "", "question", "")]
    [InlineData("confirm", "reason", "", "question", "")]
    [InlineData("dispute", "reason", "text", "question", "")]
    public async Task Post_EveryChoice_HasAPageOfItsOwn(string decision, string field, string text, string other, string otherText)
    {
        var deal = decision switch
        {
            "grant" or "refuse" => Sample.ExtensionAsked(),
            "confirm" or "dispute" => Sample.WinReported(),
            _ => Sample.Pending(),
        };

        var page = await _world.PostAsync(
            "/decide", ("t", PageWorld.TokenOf(_world.Decide(deal))), ("decision", decision), (field, text), (other, otherText));

        Assert.Equal(200, page.Status);
        Assert.Equal(1, _world.Store.Writes);
        Assert.Equal("status", page.Document.QuerySelector(".message")!.GetAttribute("role"));
    }

    [Fact]
    public async Task Post_RejectWithoutReason_KeepsWhatWasTypedAndSaysSoAtTheField()
    {
        var token = PageWorld.TokenOf(_world.Decide(Sample.Pending()));

        var page = await _world.PostAsync("/decide", ("t", token), ("decision", "reject"), ("reason", "  "));
        var asked = await _world.PostAsync("/decide", ("t", token), ("decision", "requestInformation"), ("question", "\n\u202EWho </textarea> decides?"));

        Assert.Equal(422, page.Status);
        Assert.Equal("alert", page.Document.QuerySelector(".alert")!.GetAttribute("role"));
        Assert.Equal("#reject-reason", page.Document.QuerySelector(".alert a")!.GetAttribute("href"));
        var reason = page.Document.QuerySelector("details[open] #reject-reason")!;
        Assert.Equal("true", reason.GetAttribute("aria-invalid"));
        var described = reason.GetAttribute("aria-describedby")!.Split(' ').Select(page.Document.GetElementById).ToList();
        Assert.Contains(described, element => element!.TextContent.StartsWith("Sagen Sie warum", StringComparison.Ordinal));
        Assert.Equal("\n\u202EWho </textarea> decides?", asked.Document.QuerySelector("#requestInformation-question")!.TextContent);
        Assert.Equal(0, _world.Store.Writes);
    }

    [Theory]
    [InlineData(2001, "", "2.001")]
    [InlineData(1, "\u202E", "Schreibrichtung")]
    public async Task Post_TextThatCannotBeShown_Is422(int length, string mark, string told)
    {
        var token = PageWorld.TokenOf(_world.Decide(Sample.Pending()));

        var page = await _world.PostAsync("/decide", ("t", token), ("decision", "approve"), ("reason", new string('a', length) + mark));

        Assert.Equal((422, 0), (page.Status, _world.Store.Writes));
        Assert.Contains(told, page.Document.QuerySelector("#approve-reason-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_LineBreaksOfABrowser_CountOnce()
    {
        var deal = Sample.Pending();
        var token = PageWorld.TokenOf(_world.Decide(deal));

        var page = await _world.PostAsync("/decide", ("t", token), ("decision", "reject"), ("reason", string.Join("\r\n", Enumerable.Repeat("a", 1000))));

        Assert.Equal(200, page.Status);
        Assert.DoesNotContain('\r', _world.Store.Of(deal.Id).Decision!.Reason!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("grant")]
    public async Task Post_NoChoiceOfThisMatter_Is422(string decision)
    {
        var page = await _world.PostAsync("/decide", ("t", PageWorld.TokenOf(_world.Decide(Sample.Pending()))), ("decision", decision));

        Assert.Equal((422, 0), (page.Status, _world.Store.Writes));
        Assert.Contains("Bitte wählen Sie", page.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ApproveAgainstALiveHolder_Is409AndOffersTheRest()
    {
        _world.Store.Put(Sample.Approved() with { Id = RegistrationId.Parse("DR-0000-0001") });
        var token = PageWorld.TokenOf(_world.Decide(Asking(Sample.Held)));

        var page = await _world.PostAsync("/decide", ("t", token), ("decision", "approve"), ("reason", "typed"));

        Assert.Equal((409, 0), (page.Status, _world.Store.Writes));
        Assert.Contains("hält diesen Kunden", page.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AllQuestionsUsed_Is409()
    {
        var deal = Sample.Pending();
        var used = new Domain.Approval.Question(3, "?", "anna", Sample.ReceivedAt, Sample.ReceivedAt, Duration.Zero, Duration.Zero, "!", Sample.ReceivedAt);
        var token = PageWorld.TokenOf(_world.Decide(deal with { Question = used }));

        var page = await _world.PostAsync("/decide", ("t", token), ("decision", "requestInformation"), ("question", "One more?"));

        Assert.Equal(409, page.Status);
        Assert.Contains("Alle 3 Rückfragen", page.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decided_ByAnother_IsGoneAndSaysByWhom()
    {
        var path = _world.Decide(Sample.Pending());
        _world.Store.Put(Sample.Do(Sample.Pending(), new DealCommand.Reject(new Actor(ActorKind.Approver, "bruno"), "We supply them."), 1));

        var looked = await _world.GetAsync(path);
        var posted = await _world.PostAsync("/decide", ("t", PageWorld.TokenOf(path)), ("decision", "approve"));

        Assert.All([looked, posted], page =>
        {
            Assert.Equal((410, "Das ist bereits entschieden"), (page.Status, page.Title));
            Assert.Contains("Abgelehnt durch Bruno Lang am Dienstag, 28.\u00A0Juli 2026", page.Main, StringComparison.Ordinal);
            Assert.Contains("We supply them.", page.Main, StringComparison.Ordinal);
        });
        Assert.Equal(0, _world.Store.Writes);
    }

    [Fact]
    public async Task Get_EveryOtherReasonForAVoidLink_SaysIt()
    {
        var decide = _world.Decide(Sample.Pending());
        await ExpectGoneAsync(decide, Sample.Do(Sample.Pending(), new DealCommand.RequestInformation(Sample.Anna, "Which?"), 1), "Rückfrage wurde gestellt durch Anna Keller");
        await ExpectGoneAsync(decide, Sample.Do(Sample.Pending(), new DealCommand.Withdraw(Sample.Alpen, null), 1), "zurückgezogen");
        await ExpectGoneAsync(decide, Sample.Pending() with { Ask = Sample.Pending().Ask! with { Round = 2 } }, "neuesten Mail");
        var extension = _world.Decide(Sample.ExtensionAsked());
        await ExpectGoneAsync(extension, Sample.Do(Sample.ExtensionAsked(), new DealCommand.Grant(Sample.Anna), 31), "gewährt durch Anna Keller");
        await ExpectGoneAsync(extension, Sample.Do(Sample.ExtensionAsked(), new DealCommand.Refuse(Sample.Anna, "Too quiet."), 31), "Too quiet.");
        var confirm = _world.Decide(Sample.WinReported());
        await ExpectGoneAsync(confirm, Sample.Do(Sample.WinReported(), new DealCommand.Confirm(Sample.Anna), 61), "bestätigt durch Anna Keller");
        await ExpectGoneAsync(confirm, Sample.Do(Sample.WinReported(), new DealCommand.Dispute(Sample.Anna, "No such order."), 61), "beanstandet durch Anna Keller");
        _world.Now += Duration.FromDays(1200);
        await ExpectGoneAsync(decide, Sample.Pending(), "neuesten Mail");
    }

    [Fact]
    public async Task Get_PersonThatHasLeft_IsGoneAndShowsNothingOfTheDeal()
    {
        var path = _world.Decide(Sample.Pending());
        var program = Sample.Contoso;
        _world.Catalog.Program = program with { People = program.People with { Approvers = [program.People.Approvers[1]] } };
        _world.Catalog.Program = _world.Catalog.Program with { People = new(program.People.Approvers.Skip(1).ToList(), program.People.Owner, []) };

        var page = await _world.GetAsync(path);

        Assert.Equal(410, page.Status);
        Assert.DoesNotContain("Müller", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/decide")]
    [InlineData("/decide?t=")]
    [InlineData("/decide?t=nonsense")]
    [InlineData("/decide?t=bm9uc2Vuc2U.bm9uc2Vuc2U")]
    public async Task Get_UnknownToken_IsNotFoundInTheBrowsersLanguage(string path)
    {
        Assert.Equal((404, "en"), (await _world.GetAsync(path)) is var english ? (english.Status, english.Language) : default);
        Assert.Equal((404, "de"), (await _world.GetAsync(path, "fr;q=0.9, de-AT;q=0.8, en;q=0.1")) is var german ? (german.Status, german.Language) : default);
    }

    [Fact]
    public async Task Get_TokenForSomethingElse_IsNotFound()
    {
        var deal = Sample.Approved();
        _world.Store.Put(deal);

        var page = await _world.GetAsync("/decide?t=" + PageWorld.TokenOf(_world.Links.For(deal, null).Receipt!));

        Assert.Equal(404, page.Status);
    }

    [Fact]
    public async Task Both_PersonOfThePartner_IsRefusedAndSeesNothing()
    {
        var path = _world.Decide(Sample.Pending(Sample.Possible));
        _world.Partners.All.Add(new Membership("contoso", "alpen-it", "Alpen", "gold", "de", "x@alpen-it.example", [Sample.Contoso.People.Find("anna")!.Mail], null, []));

        var looked = await _world.GetAsync(path);
        var posted = await _world.PostAsync("/decide", ("t", PageWorld.TokenOf(path)), ("decision", "approve"));

        Assert.All([looked, posted], page =>
        {
            Assert.Equal(403, page.Status);
            Assert.DoesNotContain("Nordlicht", page.Text, StringComparison.Ordinal);
        });
        Assert.Equal(0, _world.Store.Writes);
    }

    [Fact]
    public async Task Post_TooLargeOrNoForm_IsAnErrorPage()
    {
        var large = await _world.SendAsync("POST", "/decide", "reason=" + new string('a', 64 * 1024), null);
        var json = await _world.SendAsync("POST", "/decide", "{}", "de", "application/json");

        Assert.Equal((413, "en"), (large.Status, large.Language));
        Assert.Equal((400, "Nicht lesbar"), (json.Status, json.Title));
    }

    private async Task ExpectGoneAsync(string path, Registration now, string told)
    {
        _world.Store.Put(now);
        var page = await _world.GetAsync(path);
        Assert.Equal(410, page.Status);
        Assert.Contains(told, page.Main, StringComparison.Ordinal);
    }

    /// <summary>A registration with a holder that a person was asked about, as when the holder was won or the program reviews.</summary>
    private static Registration Asking(ConflictReport report) => Sample.Pending(Sample.Possible) with { Conflict = report };
}

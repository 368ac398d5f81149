using System.Globalization;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Registrations;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Tests.Stories;

/// <summary>One story, played by the product and told by the model, which agree after every step.</summary>
internal sealed class Story : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dealflow-story-");
    private readonly StoryPrograms _programs;
    private readonly StoryModel _model;
    private readonly List<string> _told = [];
    private StoryHost _host = null!;
    private readonly Dictionary<string, RegistrationId> _marks = [];

    private Story(StoryPrograms programs) => (_programs, _model) = (programs, new StoryModel(programs));

    /// <summary>Plays a story to its end and some weeks on. Returns what has happened in it, in the words of the timeline.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(StoryPrograms programs, IEnumerable<Step> steps)
    {
        await using var story = new Story(programs);
        try
        {
            await story.BeginAsync();
            foreach (var step in steps)
                await story.TakeAsync(step);
            await story.TakeAsync(new Step(StepKind.Wait, 0, 24 * 40, 0, false, 0));
            return [.. story._model.Deals.SelectMany(deal => deal.Timeline).Select(entry => entry.What).Distinct()];
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message}\n{string.Join('\n', story._told)}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task BeginAsync()
    {
        _host = await StoryHost.OpenAsync(_folder.FullName, _programs, Duration.Zero);
        foreach (var member in StoryPrograms.Members)
            await _host.Memberships.WriteAsync(member, CancellationToken.None);
    }

    private async Task TakeAsync(Step step)
    {
        _told.Add($"{_model.Now}: {step}");
        _model.Begin();
        var play = Prepare(step);
        if (step.CrashAt > 0)
            _host.Crash.Plan(step.CrashAt, step.CrashAfter);
        try
        {
            await play.Product();
            if (step.CrashAt == 0)
                await _host.SettleAsync();
        }
        catch (Exception) when (_host.Crash.HasCome)
        {
            // What was asked has no answer.
        }

        if (step.CrashAt > 0)
            await CrashAsync(step, play);
        else
            await TellAsync(play.Model);
        await AgreeAsync();
        if (step is { CrashAt: > 0, Kind: StepKind.Register } && play.Mark is { } mark)
            await AgainAsync(step, mark);
    }

    private async Task TellAsync(Action<IReadOnlyList<Registration>> model)
    {
        var stored = await _host.DealsAsync();
        _model.DrawPartsFrom(stored);
        model(stored);
        _model.Settle();
    }

    /// <summary>The process is gone, at the chosen call or after what was asked of it: what is stored must be a point of the way there.</summary>
    private async Task CrashAsync(Step step, Play play)
    {
        await _host.DisposeAsync();
        var (stored, ended) = await StoryHost.ReadAsync(_folder.FullName);
        _model.DrawPartsFrom(stored);
        play.Model(stored);
        _model.Settle();
        Assert.Null(_model.Continue(stored, ended));
        _host = await StoryHost.OpenAsync(_folder.FullName, _programs, Duration.FromHours(step.OutageHours));
        _model.Now = _host.Now;
        _told.Add($"{_model.Now}: restarted");
        await _host.SettleAsync();
        await TellAsync(_ => { });
    }

    /// <summary>Sends a registration again under its idempotency key: it is there once.</summary>
    private async Task AgainAsync(Step step, string mark)
    {
        if (_marks.TryGetValue(mark, out var id))
        {
            var judged = Assert.IsType<RegisterResult.Judged>(await RegisterAsync(step, mark));
            Assert.Equal(id, Assert.IsType<AddResult.Repeated>(judged.Result).Stored.Registration.Id);
        }

        await _host.SettleAsync();
        await AgreeAsync();
    }

    private Play Prepare(Step step)
    {
        var deals = _model.Deals.ToList();
        return step.Kind switch
        {
            StepKind.Wait => new Play(() => _host.AdvanceAsync(Duration.FromHours(step.Hours)), AdvanceTo(_model.Now + Duration.FromHours(step.Hours))),
            StepKind.EndPartner => new Play(
                () => _host.Memberships.EndAsync("contoso", step.Partner, CancellationToken.None), _ => _model.EndPartner(step.Partner, _model.Now)),
            StepKind.Command when deals.Count > 0 => Command(step, deals),
            _ => Register(step),
        };
    }

    private Action<IReadOnlyList<Registration>> AdvanceTo(Instant target) => _ => _model.AdvanceTo(target);

    private Play Command(Step step, List<Registration> deals)
    {
        var live = deals.FindAll(deal => !deal.HasEnded);
        var from = live.Count > 0 && step.Roll(20, 3) > 0 ? live : deals;
        var deal = from[step.Roll(21, from.Count)];
        var command = step.CommandFor(deal, _programs.Of(deal.Program), _model.Now);
        _told.Add($"  {command.GetType().Name} by {command.By} of {deal.Id}, {deal.Status} since {deal.Timeline[^1].At}");
        DeskResult? result = null;
        return new Play(
            async () => result = await _host.Desk.HandleAsync(deal.Id, (current, context) => Deal.Handle(current, command, context), CancellationToken.None),
            _ =>
            {
                var refusal = _model.Do(deal.Id, command);
                if (result is not null)
                    Assert.Equal(refusal?.ToString(), (result as DeskResult.Refused)?.Refusal.ToString());
            });
    }

    private Play Register(Step step)
    {
        var mark = $"mark-{_told.Count}";
        var (program, customer) = (_programs.Of(step.Program), StoryPrograms.Customers[step.Customer]);
        var own = _model.OwnOpen(step.Partner, customer, step.Products, program);
        RegisterResult? result = null;
        return new Play(async () => result = await RegisterAsync(step, mark), stored =>
        {
            if (result is not null)
                AssertJudged(result, own, step);
            if (own is not null || _model.HasEnded(step.Partner) || stored.FirstOrDefault(deal => deal.SplitFrom is null && !_model.Knows(deal.Id)) is not { } added)
                return;
            var lead = added.Lead with { Products = step.Products };
            _model.Add(Intake.Receive(added.Id, program, step.Partner, lead, _model.Now) with { Sequence = added.Sequence });
            _marks[mark] = added.Id;
        }, mark);
    }

    private void AssertJudged(RegisterResult result, Registration? own, Step step)
    {
        if (_model.HasEnded(step.Partner))
            Assert.IsType<RegisterResult.Invalid>(result);
        else if (own is not null)
            Assert.Equal(own.Id, Assert.IsType<AddResult.AlreadyYours>(Assert.IsType<RegisterResult.Judged>(result).Result).Id);
        else
            Assert.IsType<AddResult.Added>(Assert.IsType<RegisterResult.Judged>(result).Result);
    }

    private Task<RegisterResult> RegisterAsync(Step step, string mark)
    {
        var customer = StoryPrograms.Customers[step.Customer];
        var draft = new RegistrationDraft
        {
            Program = step.Program,
            Customer = new CustomerDraft(
                customer.Name, customer.Country, customer.Domain, customer.VatId, null, null,
                customer.Address is { } address ? new AddressDraft(address.Street, address.PostalCode, address.City) : null),
            Contact = new ContactDraft("Eva Brandt", "eva@kunde.example", null),
            Products = step.Products,
            EstimatedValue = new MoneyDraft(step.Value.ToString("0.00", CultureInfo.InvariantCulture), "EUR"),
            ExpectedCloseOn = LocalDatePattern.Iso.Format(_model.Now.InUtc().Date.PlusDays(60)),
            Activity = "Two meetings.",
        };
        return _host.Registering.RegisterAsync(draft, step.Partner, Reach.All, (mark, "hash"), CancellationToken.None);
    }

    /// <summary>Store, timeline, mails and events are as the model says, and what must always hold does.</summary>
    private async Task AgreeAsync()
    {
        var stored = (await _host.DealsAsync()).ToDictionary(deal => deal.Id);
        Assert.Equal(_model.Deals.Select(deal => deal.Id.Value).Order(StringComparer.Ordinal), stored.Keys.Select(id => id.Value).Order(StringComparer.Ordinal));
        foreach (var deal in _model.Deals)
            if (StoryText.Of(deal) != StoryText.Of(stored[deal.Id]) || !stored[deal.Id].Owed.IsEmpty)
                Assert.Fail(StoryText.Difference([deal], stored[deal.Id]));
        StoryEffects.AssertDone(_model, _host);
        var live = stored.Values.Where(deal => deal.Status is RegistrationStatus.Approved or RegistrationStatus.WonReported).ToList();
        foreach (var one in live)
            Assert.DoesNotContain(live, other => other.Id != one.Id && StoryModel.IsSame(one.Lead.Customer, other.Lead.Customer)
                && _model.ScopesOf(one).Intersect(_model.ScopesOf(other)).Any());
    }

    /// <summary>A step as the product takes it, and as the model does once it is known what is stored.</summary>
    /// <param name="Mark">The idempotency key of a registration.</param>
    private sealed record Play(Func<Task> Product, Action<IReadOnlyList<Registration>> Model, string? Mark = null);
}

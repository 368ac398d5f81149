using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded.Tests.Port;

public abstract partial class DurablePortSuite
{
    private static readonly Gen<LifeStep> Steps = Gen.Select(Gen.Int[0, 14], Gen.Int[0, 2], Gen.Int[0, 25]).Select((what, of, value) => new LifeStep(what, $"i{of}", value));

    /// <summary>Nothing is waited for between two steps but where the clock is to stand still, so that crashes come in the middle of everything.</summary>
    [Fact]
    public Task Lives_AnyInterleavingOfStartsEventsTimersCrashesAndRestarts_EndLikeThePlainModel() => Steps.Array[1, 40].SampleAsync(
        async steps =>
        {
            var effects = new ConcurrentDictionary<string, int>();
            var code = new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web))
                .Orchestration<Life, string>("life", "1", Life.RunAsync)
                .Activity<string, string>("note", (key, _) => Task.FromResult($"{effects.AddOrUpdate(key, 1, (_, runs) => runs + 1)}"));
            await using var host = await StartHostAsync(code);
            var lives = new Lives(host, code);
            foreach (var step in steps)
                await lives.DoAsync(step);
            await lives.EndAsync();
            var crashes = steps.Count(step => step.IsCrash);
            Assert.Equal(lives.Effects.Order(), effects.Keys.Order());
            Assert.All(effects, effect => Assert.InRange(effect.Value, 1, 1 + crashes));
        },
        iter: 20, threads: 1);

    /// <summary>Does the same to the engine and to the models.</summary>
    private sealed class Lives(DurableHost host, OrchestrationCatalog code)
    {
        private readonly Dictionary<string, LifeModel> _models = [];

        public IEnumerable<string> Effects => _models.Values.SelectMany(model => model.Effects);

        public async Task DoAsync(LifeStep step)
        {
            await DoAsync(step, _models.GetValueOrDefault(step.Id));
            foreach (var model in _models.Values)
                model.Pass(host.Now);
        }

        public async Task EndAsync()
        {
            foreach (var (id, model) in _models)
                if (model.Release())
                    Assert.True(await host.Client.ResumeAsync(id, "at the end"));
            await host.PassAsync(Hours(Life.HoursOfAWait * (Life.Waits + 1)));
            foreach (var (id, model) in _models)
            {
                model.Pass(host.Now);
                var instance = await host.GetAsync(id);
                Assert.Equal(model.IsTerminated ? (InstanceState.Terminated, null) : (InstanceState.Completed, Json(model.Taken)), (instance.State, instance.Output));
            }
        }

        private Task DoAsync(LifeStep step, LifeModel? model) => step.What switch
        {
            <= 2 => StartAsync(step, model),
            <= 6 => RaiseAsync(step, model),
            7 => host.PassAsync(Hours(step.Value)),
            8 => host.JumpAsync(Hours(step.Value)),
            <= 10 => host.CrashAsync(code, Hours(step.Value)),
            11 => host.RestartAsync(code, Hours(step.Value)),
            12 => SteerAsync(host.Client.SuspendAsync, step.Id, model, model => model.Hold()),
            13 => SteerAsync(host.Client.ResumeAsync, step.Id, model, model => model.Release()),
            _ => step.Value < 5 ? SteerAsync(host.Client.TerminateAsync, step.Id, model, model => model.Terminate()) : Task.CompletedTask,
        };

        private async Task StartAsync(LifeStep step, LifeModel? model)
        {
            var started = await host.Client.StartAsync("life", step.Id, new Life(host.Now.ToUnixTimeTicks(), 0, ""));
            Assert.Equal(model is null ? StartResult.Started : StartResult.AlreadyExists, started);
            _models.TryAdd(step.Id, new LifeModel(step.Id, host.Now));
        }

        private async Task RaiseAsync(LifeStep step, LifeModel? model)
        {
            // At the very moment of a deadline either may come first.
            if (model?.IsAtDeadline(host.Now) == true)
                await host.IdleAsync();
            var raised = await host.Client.RaiseEventAsync(step.Id, "n", step.Value);
            if (model is null || !model.IsOver) // one that is over may not have noticed yet
                Assert.Equal(model is not null, raised);
            model?.Raise(step.Value, host.Now);
        }

        private async Task SteerAsync(Func<string, string, CancellationToken, Task<bool>> steer, string id, LifeModel? model, Func<LifeModel, bool> same)
        {
            await host.IdleAsync();
            Assert.Equal(model is not null && same(model), await steer(id, "as asked", CancellationToken.None));
        }
    }

    /// <summary>What is done; who it concerns; an event's payload, or hours.</summary>
    private sealed record LifeStep(int What, string Id, int Value)
    {
        public bool IsCrash => What is 9 or 10;
    }

    /// <summary>Waits for some events, each until a time that is fixed at the start, and notes what came; begins anew after some.</summary>
    private sealed record Life(long Start, int Wait, string Taken)
    {
        public const int Waits = 6;
        public const int HoursOfAWait = 10;

        public Instant Deadline => Instant.FromUnixTimeTicks(Start) + Hours(HoursOfAWait * (Wait + 1));

        public Life Next(string word) => this with { Wait = Wait + 1, Taken = Taken + word + " " };

        public static bool BeginsAnew(int payload) => payload % 3 == 0;

        public static async Task<string> RunAsync(IOrchestrationContext context, Life life)
        {
            while (life.Wait < Waits)
            {
                var next = await context.WaitForEventAsync<int>("n", life.Deadline);
                life = life.Next(next.Received ? $"{next.Payload}" : "-");
                if (next.Received && BeginsAnew(next.Payload))
                {
                    context.ContinueAsNew(life);
                    return "";
                }
                await context.CallActivityAsync<string>("note", $"{context.InstanceId}/{life.Wait}");
            }
            return life.Taken;
        }
    }

    /// <summary>The same without an engine.</summary>
    private sealed class LifeModel(string id, Instant start)
    {
        private readonly Queue<(int Payload, Instant At)> _events = [];
        private Life _life = new(start.ToUnixTimeTicks(), 0, "");
        private bool _held;

        public HashSet<string> Effects { get; } = [];

        public bool IsTerminated { get; private set; }

        public bool IsOver => IsTerminated || _life.Wait >= Life.Waits;

        public string Taken => _life.Taken;

        public bool IsAtDeadline(Instant now) => (now - start).TotalHours % Life.HoursOfAWait == 0;

        public void Raise(int payload, Instant at)
        {
            if (!IsOver)
                _events.Enqueue((payload, at));
        }

        public bool Hold() => !IsOver && (_held = true);

        public bool Release()
        {
            var held = _held && !IsOver;
            _held = false;
            return held;
        }

        public bool Terminate()
        {
            var ends = !IsOver;
            IsTerminated |= ends;
            return ends;
        }

        public void Pass(Instant now)
        {
            while (!IsOver && !_held && (_events.Count > 0 || _life.Deadline <= now))
            {
                var anew = false;
                if (_events.TryPeek(out var next) && (next.At <= _life.Deadline || now < _life.Deadline))
                    (_life, anew) = (_life.Next($"{_events.Dequeue().Payload}"), Life.BeginsAnew(next.Payload));
                else
                    _life = _life.Next("-");
                if (!anew)
                    Effects.Add($"{id}/{_life.Wait}");
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Net.Http.Json;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>People who send until they are answered, each message under one id.</summary>
sealed class PersistentSenders
{
    readonly ConcurrentDictionary<Guid, Message> _acknowledged = new();
    readonly ConcurrentDictionary<ErrorCode, int> _refusals = new();
    readonly Task _sending;
    volatile bool _stopped;

    PersistentSenders(IEnumerable<Employee> people, Guid room) => _sending = Task.WhenAll(people.Select(person => Task.Run(() => SendAsync(person, room))));

    public int Acknowledged => _acknowledged.Count;

    /// <summary>The codes that they were refused with.</summary>
    public ICollection<ErrorCode> Refusals => _refusals.Keys;

    public static PersistentSenders Start(Guid room, params IEnumerable<Employee> people) => new(people, room);

    public async Task UntilAsync(int acknowledged) => await Eventually.TrueAsync(() => Acknowledged >= acknowledged || _sending.IsFaulted);

    /// <summary>Lets each end his last message.</summary>
    public async Task StopAsync()
    {
        _stopped = true;
        await _sending.WaitAsync(3 * Employee.Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>Compares what was acknowledged with the log, in which nobody else has written.</summary>
    public static async Task JudgeAsync(Employee reader, Guid room, IEnumerable<PersistentSenders> senders)
    {
        var log = new List<Message>();
        for (var more = true; more;)
        {
            var page = await reader.ReadAsync(room, $"after={log.Count}&limit=200");
            log.AddRange(page.Messages);
            more = page.HasAfter;
        }
        List<Message> acknowledged = [.. senders.SelectMany(s => s._acknowledged.Values)];
        Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(m => m.Seq));
        Assert.All(acknowledged, a => Assert.Equal(a, log[(int)a.Seq - 1]));
        Assert.Equal(log.Count(m => m.ClientMessageId is not null), acknowledged.Count);
    }

    async Task SendAsync(Employee person, Guid room)
    {
        for (var i = 1; !_stopped; i++)
        {
            var body = new PostBody { ClientMessageId = Employee.NewId(), Text = $"{person.UserName} says {i}" };
            while (await TryAsync(person, room, body) is not { } message || !_acknowledged.TryAdd(body.ClientMessageId, message))
                await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }

    async Task<Message?> TryAsync(Employee person, Guid room, PostBody body)
    {
        using var answer = await person.RequestAsync(HttpMethod.Post, $"conversations/{room}/messages", body);
        if (await Employee.RefusalAsync(answer) is { } code)
        {
            _refusals.AddOrUpdate(code, 1, (_, n) => n + 1);
            return null;
        }
        return await answer.Content.ReadFromJsonAsync(ContractsJson.Default.Message, TestContext.Current.CancellationToken);
    }
}

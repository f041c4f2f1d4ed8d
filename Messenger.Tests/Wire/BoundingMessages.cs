using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Domain.Messages;
using Xunit;

namespace Messenger.Tests.Wire;

/// <summary>What the bounds of pages and pushes go by: never less than what travels.</summary>
public sealed class BoundingMessages
{
    [Property(MaxTest = 2000)]
    public void A_row_with_whatever_it_may_have_is_no_larger_than_it_is_taken_for(int seed)
    {
        Message message = Sample<Message>(seed);
        PersonalItem item = OfOneKind(Sample<PersonalItem>(seed), (int)((uint)seed % 9));
        ConversationHead head = Sample<ConversationHead>(seed);
        Member member = Sample<Member>(seed);
        CardLine line = Sample<CardLine>(seed);

        Assert.True(SizeOf(message) <= WireSize.Of(message), JsonSerializer.Serialize(message, ContractSamples.Json));
        Assert.True(SizeOf(item) <= WireSize.Of(item), JsonSerializer.Serialize(item, ContractSamples.Json));
        Assert.True(SizeOf(head) <= WireSize.Of(head), JsonSerializer.Serialize(head, ContractSamples.Json));
        Assert.True(SizeOf(member) <= WireSize.Of(member), JsonSerializer.Serialize(member, ContractSamples.Json));
        Assert.True(SizeOf(line) <= WireSize.Of(line), JsonSerializer.Serialize(line, ContractSamples.Json));
    }

    static PersonalItem OfOneKind(PersonalItem item, int kind) => item with
    {
        Draft = kind == 0 ? item.Draft : null,
        Conversation = kind == 1 ? item.Conversation : null,
        Folder = kind == 2 ? item.Folder : null,
        Saved = kind == 3 ? item.Saved : null,
        Reminder = kind == 4 ? item.Reminder : null,
        Scheduled = kind == 5 ? item.Scheduled : null,
        Thread = kind == 6 ? item.Thread : null,
        QuietHours = kind == 7 ? item.QuietHours : null,
        Contact = kind == 8 ? item.Contact : null,
    };

    static T Sample<T>(int seed) => (T)ContractSamples.Create(typeof(T), new Random(seed));

    static int SizeOf<T>(T value) => Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(value, ContractSamples.Json));
}

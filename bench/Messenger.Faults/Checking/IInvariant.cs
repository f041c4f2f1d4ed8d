namespace Messenger.Faults.Checking;

/// <summary>One promise, and how a history shows that it was broken. Its time is linear in the history, up to sorting.</summary>
public interface IInvariant
{
    /// <summary>Its name, such as <c>I1</c>.</summary>
    string Name { get; }

    /// <summary>The promise, as a sentence.</summary>
    string Promise { get; }

    /// <summary>Where it was broken.</summary>
    IEnumerable<Violation> Check(History history);
}

namespace Messenger.Domain;

/// <summary>Pushes to those who are connected. A hint: the log is the truth.</summary>
public interface ILiveDelivery
{
    /// <summary>Sends it on its way; neither waits nor throws. Calls in one order are sent in that order.</summary>
    void Publish(Delivery delivery);
}

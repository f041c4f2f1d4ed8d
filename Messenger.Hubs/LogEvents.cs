namespace Messenger.Hubs;

/// <summary>The event ids of this project: 2000 to 2999.</summary>
static class LogEvents
{
    public const int PushFailed = 2000;
    public const int CallUnavailable = 2001;
    public const int SweepFailed = 2100;
    public const int LastSeenFailed = 2200;
}

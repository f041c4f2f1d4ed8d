namespace Messenger.Api.Identity;

/// <summary>The event ids of signing in: 3100 to 3199.</summary>
static class LogEvents
{
    public const int KeysChanged = 3100;
    public const int KeysNotRead = 3101;
    public const int LeftoversNotRemoved = 3110;
}

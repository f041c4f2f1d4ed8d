using Messenger.Contracts.Presence;

namespace Messenger.Hubs.Presence;

/// <summary>One user's connections to this node. Safe for concurrent use.</summary>
sealed class Devices
{
    readonly Lock _lock = new();
    readonly Dictionary<string, bool> _away = [];
    PresenceState _state = PresenceState.Offline;
    bool _closed;

    /// <summary>While the last device is gone but not yet forgotten, the state stays as it was.</summary>
    public PresenceState State
    {
        get
        {
            lock (_lock) return _state;
        }
    }

    /// <summary>A device is there. False when the user was forgotten meanwhile: it belongs into a new object.</summary>
    public bool TrySet(string connectionId, bool away)
    {
        lock (_lock)
        {
            if (_closed) return false;
            _away[connectionId] = away;
            UpdateUnderLock();
            return true;
        }
    }

    /// <summary>A device is gone; true if it was the last.</summary>
    public bool Remove(string connectionId)
    {
        lock (_lock)
        {
            if (!_away.Remove(connectionId)) return false;
            UpdateUnderLock();
            return _away.Count == 0;
        }
    }

    /// <summary>Forgets the user, if there is still no device.</summary>
    public bool TryClose()
    {
        lock (_lock)
        {
            if (_closed || _away.Count > 0) return false;
            _state = PresenceState.Offline;
            return _closed = true;
        }
    }

    void UpdateUnderLock()
    {
        if (_away.Count > 0) _state = _away.ContainsValue(false) ? PresenceState.Online : PresenceState.Away;
    }
}

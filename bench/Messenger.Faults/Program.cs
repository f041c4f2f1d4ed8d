namespace Messenger.Faults;

/// <summary>The fault runner. Exit codes: 0 clean, 1 a violation, 2 an invalid run.</summary>
static class Program
{
    static int Main() => 2;
}

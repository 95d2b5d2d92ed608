package dev.palomar.bench.load;

import java.util.Arrays;

/// Asks again for what was not acknowledged, before it goes on: as Meta does with its webhooks, and a careful caller
/// with an `Idempotency-Key`.
public final class Insistent implements OpenLoop.Source {

    private final OpenLoop.Source source;
    private final int accepted;
    private final byte[][] last;
    private final boolean[] owed;

    /// `accepted` is the status that says: I have it.
    public Insistent(OpenLoop.Source source, int connections, int accepted) {
        this.source = source;
        this.accepted = accepted;
        this.last = new byte[connections][];
        this.owed = new boolean[connections];
        Arrays.setAll(last, _ -> new byte[0]);
    }

    @Override
    public byte[] next(int connection, long due) {
        if (!owed[connection]) {
            last[connection] = source.next(connection, due);
            owed[connection] = true;
        }
        return last[connection];
    }

    @Override
    public void answered(int connection, int status) {
        source.answered(connection, status);
        owed[connection] = status != accepted;
    }

    @Override
    public void broken(int connection) {
        source.broken(connection);
    }
}

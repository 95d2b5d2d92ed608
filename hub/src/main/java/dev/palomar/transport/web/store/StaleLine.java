package dev.palomar.transport.web.store;

import dev.palomar.transport.web.LineId;

/// Somebody else holds the line by now, or nobody does: what was to be written is not.
public final class StaleLine extends RuntimeException {

    private static final long serialVersionUID = 1;

    StaleLine(LineId line, long epoch) {
        super("the line of " + line.device() + " has moved on from epoch " + epoch, null, false, false);
    }
}

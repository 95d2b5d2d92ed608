package dev.palomar.transport;

import java.util.List;

/// Where transports hand in what arrived.
@FunctionalInterface
public interface Inbound {

    /// Returns once all of `arrivals` are on disk; only then may the transport acknowledge them to WhatsApp. If it
    /// throws, WhatsApp has to deliver again: what was kept already is recognised then.
    void accept(List<Arrival> arrivals);
}

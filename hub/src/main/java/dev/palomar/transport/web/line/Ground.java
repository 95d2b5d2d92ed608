package dev.palomar.transport.web.line;

import dev.palomar.cluster.Node;
import dev.palomar.transport.web.engine.EngineHost;
import dev.palomar.transport.web.store.CallRows;
import dev.palomar.transport.web.store.KeyStore;
import dev.palomar.transport.web.store.LineRows;
import dev.palomar.transport.web.store.Sayings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What lines stand on.
///
/// @param code    for how long a QR code is shown, where that is not WhatsApp's own time
/// @param silence after how long a line that says nothing is asked for a sign of life
public record Ground(
        Node node,
        LineRows rows,
        KeyStore keys,
        CallRows calls,
        Sayings sayings,
        EngineHost host,
        LineBook book,
        Reception reception,
        Hearing hearing,
        Duration silence,
        Optional<Duration> code,
        InstantSource clock,
        RandomGenerator random) {}

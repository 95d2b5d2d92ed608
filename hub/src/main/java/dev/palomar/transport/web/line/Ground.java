package dev.palomar.transport.web.line;

import dev.palomar.cluster.Node;
import dev.palomar.transport.web.engine.EngineHost;
import dev.palomar.transport.web.store.CallRows;
import dev.palomar.transport.web.store.KeyStore;
import dev.palomar.transport.web.store.LineRows;
import dev.palomar.transport.web.store.Sayings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What lines stand on.
///
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
        InstantSource clock,
        RandomGenerator random) {}

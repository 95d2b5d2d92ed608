package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The Graph on a bad day: slow, out of order, over its limits, or cut off after it has accepted a message.
public final class GraphFaults {

    private static final Duration SLOW = Duration.ofSeconds(3);

    /// What to answer, and whether the answer gets lost on the way.
    public record Outcome(Answer answer, boolean cut) {}

    private final Network network;
    private final Graph graph;

    public GraphFaults(Network network, Graph graph) {
        this.network = network;
        this.graph = graph;
    }

    /// Answers the call, unless a fault strikes it.
    public Outcome around(Call call) {
        if (network.faults().active().isEmpty()) {
            return new Outcome(graph.answer(call), false);
        }
        List<String> places = graph.places(call);
        network.faults()
                .take(Fault.Kind.GRAPH_SLOW, places)
                .ifPresent(fault -> pause(fault.time().orElse(SLOW)));
        Optional<Fault> broken = network.faults().take(Fault.Kind.GRAPH_5XX, places);
        if (broken.isPresent()) {
            int status = broken.get().status().orElse(500);
            int code = broken.get().code().orElse(status == 503 ? 2 : 131000);
            return refuse(call, code, status, "Something went wrong on purpose: a fault is switched on.");
        }
        boolean sends =
                call.method().equals("POST") && call.path().replaceAll("/$", "").endsWith("/messages");
        Optional<Fault> limited = network.faults().take(Fault.Kind.GRAPH_429, places);
        if (limited.isPresent()) {
            int code = limited.get().code().orElse(sends ? 130429 : 4);
            return refuse(
                    call, code, limited.get().status().orElse(429), "Cloud API message throughput has been reached.");
        }
        boolean cut =
                sends && network.faults().take(Fault.Kind.GRAPH_CUT, places).isPresent();
        return new Outcome(graph.answer(call), cut);
    }

    private Outcome refuse(Call call, int code, int status, String details) {
        return new Outcome(
                Headers.refusal(
                        network, call, "v25.0", GraphError.of(code, details).status(status)),
                false);
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}

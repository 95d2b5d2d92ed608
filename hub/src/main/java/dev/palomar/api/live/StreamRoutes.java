package dev.palomar.api.live;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// `GET /v1/stream`: server-sent events that say that something moved. A client that comes back is told to fetch
/// everything again if it may have missed a hint.
public final class StreamRoutes implements Resource {

    private static final long HEARTBEAT_MILLIS = 15_000;
    private static final long GATHER_MILLIS = 100;

    private final Hints hints;
    private final String boot;
    private final Set<Hints.Listener> open = ConcurrentHashMap.newKeySet();

    /// `boot` differs from start to start, so that a number of another life is not taken for one of this.
    public StreamRoutes(Hints hints, String boot) {
        this.hints = hints;
        this.boot = boot;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/stream", Access.everyRole(Scope.EVENTS_READ), this::stream));
    }

    /// Says goodbye to all who listen; they come back to whoever answers then.
    public void end() {
        open.forEach(Hints.Listener::end);
    }

    private Answer stream(Call call) {
        TenantId tenant = call.tenant();
        Optional<String> last = call.header("Last-Event-ID");
        return Answer.events(out -> {
            Hints.Listener listener = hints.listen(tenant);
            open.add(listener);
            try {
                write(out, ": hello\n\n");
                if (last.isPresent() && !last.get().equals(id(tenant))) {
                    write(out, "id: " + id(tenant) + "\nevent: reset\ndata: {}\n\n");
                }
                pass(out, tenant, listener);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            } finally {
                open.remove(listener);
                hints.leave(tenant, listener);
            }
        });
    }

    private void pass(OutputStream out, TenantId tenant, Hints.Listener listener)
            throws IOException, InterruptedException {
        while (true) {
            List<Hints.Hint> next = listener.next(HEARTBEAT_MILLIS);
            if (next == null) {
                write(out, "event: bye\ndata: {}\n\n");
                return;
            }
            if (next.isEmpty()) {
                write(out, ": still here\n\n");
                continue;
            }
            StringBuilder events = new StringBuilder();
            for (Hints.Hint hint : next) {
                events.append("id: ").append(id(tenant)).append("\nevent: hint\ndata: ");
                events.append(Json.text(hint.json())).append("\n\n");
            }
            write(out, events.toString());
            Thread.sleep(GATHER_MILLIS);
        }
    }

    private String id(TenantId tenant) {
        return boot + "-" + hints.count(tenant);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.journal.Archive;
import dev.palomar.journal.Entry;
import dev.palomar.journal.Position;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.EventType;
import dev.palomar.tenant.Scope;
import dev.palomar.webhook.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Events by pulling, and the catalogue of what there is.
public final class EventRoutes implements Resource {

    private static final int USUAL = 50;
    /// More than of other lists: whoever was away wants to catch up.
    private static final int MOST = 1_000;
    private static final byte[] BEGINNING = ascii("{\"data\":[");
    private static final byte[] NEXT = {','};

    private final Archive archive;
    private final Envelope envelope;
    private final EventCatalogue catalogue;
    private final InstantSource clock;
    private final Duration kept;

    /// `kept` is how long events are there to be pulled.
    public EventRoutes(
            Archive archive, Envelope envelope, EventCatalogue catalogue, InstantSource clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
        this.archive = archive;
        this.envelope = envelope;
        this.catalogue = catalogue;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.administrators(Scope.EVENTS_READ);
        return List.of(
                Route.get("/v1/events", read, this::pull),
                Route.get("/v1/event-types", read, _ -> Answer.ok(catalogue.json())));
    }

    private Answer pull(Call call) {
        Parameters query = call.parameters();
        Supplier<Position> now = archive::now;
        Position after = query.value(
                        "after",
                        Position.LONGEST,
                        text -> text.equals("now") ? java.util.Optional.of(now.get()) : Position.read(text),
                        "nextCursor of the page before, or now")
                .orElseGet(Position::start);
        List<Set<EventType>> types = query.values("types", EventRoutes::types, "event types, message.* or *");
        int limit = query.integer("limit", 1, MOST).orElse(USUAL);
        int wait = query.integer("wait", 0, 30).orElse(0);
        query.done();
        Set<EventType> wanted = EnumSet.noneOf(EventType.class);
        types.forEach(wanted::addAll);
        if (after.at().isBefore(clock.instant().minus(kept))) {
            throw new Rejection.Gone("The cursor is older than events are kept: some may be missing behind it."
                    + " Leave it out to begin with the oldest that is left.");
        }
        try {
            Archive.Page page = archive.read(call.tenant(), after, wanted, limit, Duration.ofSeconds(wait));
            return answer(call, page);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Rejection.Unavailable("The hub is stopping.");
        }
    }

    /// A key that is limited to devices sees their events only.
    private Answer answer(Call call, Archive.Page page) {
        List<byte[]> body = new ArrayList<>();
        byte[] before = BEGINNING;
        for (Entry entry : page.entries()) {
            boolean hidden = call.caller()
                    .devices()
                    .map(allowed -> !entry.device().map(allowed::contains).orElse(false))
                    .orElse(false);
            if (hidden) {
                continue;
            }
            body.add(before);
            body.addAll(envelope.pieces(entry));
            before = NEXT;
        }
        if (body.isEmpty()) {
            body.add(BEGINNING);
        }
        body.add(ascii("],\"nextCursor\":\"" + page.next().text(clock.instant()) + "\"}"));
        return Answer.pieces(Answer.JSON, body);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static java.util.Optional<Set<EventType>> types(String pattern) {
        Set<EventType> matching = EnumSet.noneOf(EventType.class);
        for (EventType type : EventType.values()) {
            boolean family =
                    pattern.endsWith(".*") && type.word().startsWith(pattern.substring(0, pattern.length() - 1));
            boolean meant = (pattern.equals("*") || family) && type.isMeantByPatterns();
            if (meant || type.word().equals(pattern)) {
                matching.add(type);
            }
        }
        return matching.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(matching);
    }
}

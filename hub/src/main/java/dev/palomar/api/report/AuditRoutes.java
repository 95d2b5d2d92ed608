package dev.palomar.api.report;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.Page;
import dev.palomar.model.event.Times;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.AuditEntry;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.tenant.audit.Targets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Who did what in the tenant.
public final class AuditRoutes implements Resource {

    private final Audit audit;
    private final Targets targets;

    public AuditRoutes(Audit audit, Targets targets) {
        this.audit = audit;
        this.targets = targets;
    }

    @Override
    public List<Route> routes() {
        Access access = Access.administrators(Scope.AUDIT_READ);
        return List.of(Route.get("/v1/audit", access, this::list), Route.post("/v1/audit/check", access, this::check));
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Audit.Filter filter = new Audit.Filter(
                query.text("action", 64), query.text("actorId", 64), query.time("since"), query.time("until"));
        Optional<UUID> cursor = query.cursor();
        int limit = query.limit();
        query.done();
        Page<AuditEntry> page = audit.list(call.tenant(), filter, cursor, limit);
        Map<Deed.Target, String> names = targets.names(
                call.tenant(),
                page.items().stream()
                        .flatMap(entry -> entry.deed().target().stream())
                        .toList());
        return Answer.page(page, entry -> json(entry, names));
    }

    private Answer check(Call call) {
        Audit.Check check = audit.check(call.tenant());
        ObjectNode json = Json.object().put("whole", check.broken().isEmpty()).put("lines", check.lines());
        json.set(
                "newest",
                check.newest()
                        .map(line -> Json.object().put("number", line.number()).put("hash", line.hashText()))
                        .orElse(null));
        json.set("broken", check.broken().map(AuditRoutes::broken).orElse(null));
        return Answer.ok(json);
    }

    private static ObjectNode broken(Audit.Broken broken) {
        Optional<AuditEntry> found = broken.found();
        return Json.object()
                .put("number", broken.number())
                .put("id", found.map(line -> line.id().text()).orElse(null))
                .put("at", found.map(line -> Times.text(line.at())).orElse(null))
                .put("why", found.isPresent() ? "changed" : "missing");
    }

    private static ObjectNode json(AuditEntry entry, Map<Deed.Target, String> names) {
        Author author = entry.author();
        ObjectNode json = Json.object()
                .put("id", entry.id().text())
                .put("number", entry.number())
                .put("at", Times.text(entry.at()));
        json.putObject("actor")
                .put("kind", author.kind().word())
                .put("id", author.id().orElse(null))
                .put("name", author.name().orElse(null));
        json.put("action", entry.deed().action());
        json.set(
                "target",
                entry.deed().target().map(target -> target(target, names)).orElse(null));
        json.set("detail", entry.deed().detail());
        return json.put("address", author.address().orElse(null))
                .put("requestId", author.requestId().orElse(null))
                .put("hash", entry.hashText());
    }

    private static ObjectNode target(Deed.Target target, Map<Deed.Target, String> names) {
        return Json.object().put("kind", target.kind()).put("id", target.id()).put("name", names.get(target));
    }
}

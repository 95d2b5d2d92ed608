package dev.palomar.api.account;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.resource.SessionAnswers;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.people.Standing;
import dev.palomar.tenant.visit.Visits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Superadmins entering and leaving companies that are not theirs.
public final class VisitRoutes implements Resource {

    private static final int LONGEST_REASON = 300;

    private final Visits visits;

    public VisitRoutes(Visits visits) {
        this.visits = visits;
    }

    @Override
    public List<Route> routes() {
        String path = "/v1/tenants/{id}/visit";
        return List.of(
                Route.post(path, Access.persons(), this::begin), Route.delete(path, Access.persons(), this::end));
    }

    private Answer begin(Call call) {
        Standing visitor = visitor(call);
        TenantId tenant = call.id("id", TenantId::read, "tenant");
        Fields body = call.fields();
        String reason = body.text("reason", LONGEST_REASON);
        Optional<Integer> minutes = body.optionalInt("minutes", 5, (int) Visits.LONGEST.toMinutes());
        body.done();
        return Answer.created(SessionAnswers.visit(visits.begin(
                visitor.person().id(),
                visitor.session(),
                tenant,
                reason,
                minutes.map(Duration::ofMinutes).orElse(Visits.USUAL),
                call.author())));
    }

    private Answer end(Call call) {
        visits.end(visitor(call).session(), call.id("id", TenantId::read, "tenant"), call.author());
        return Answer.none();
    }

    private static Standing visitor(Call call) {
        if (!call.standing().person().superadmin()) {
            throw new Rejection.Forbidden("Only superadmins visit other companies.");
        }
        return call.standing();
    }
}

package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.Secret;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Role;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.people.EmailAddress;
import dev.palomar.tenant.people.Member;
import dev.palomar.tenant.people.MemberChange;
import dev.palomar.tenant.people.NewMember;
import dev.palomar.tenant.people.OneTimeLink;
import dev.palomar.tenant.people.People;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// People of the tenant.
public final class UserRoutes implements Resource {

    private static final int LONGEST_NAME = 120;
    private static final String ROLE = "superadmin, tenantAdmin or agent";

    private final People people;
    private final URI publicUrl;
    private final BiConsumer<TenantId, PersonId> leaving;

    /// `publicUrl` is where invitation links lead; `leaving` hears of those who do not work there any more.
    public UserRoutes(People people, URI publicUrl, BiConsumer<TenantId, PersonId> leaving) {
        this.people = people;
        this.publicUrl = publicUrl;
        this.leaving = leaving;
    }

    @Override
    public List<Route> routes() {
        Access administrators = Access.administrators(Scope.USERS_MANAGE);
        return List.of(
                Route.get("/v1/users", administrators, this::list),
                Route.post("/v1/users", administrators, this::create).idempotent(),
                Route.get("/v1/users/{id}", administrators, this::get),
                Route.patch("/v1/users/{id}", administrators, this::change),
                Route.delete("/v1/users/{id}", administrators, this::remove),
                Route.post("/v1/users/{id}/reset-password", administrators, this::resetPassword),
                Route.delete("/v1/users/{id}/second-factor", administrators, this::resetSecondFactor));
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Optional<String> search = query.text("q", 100);
        Optional<UUID> cursor = query.cursor();
        int limit = query.limit();
        query.done();
        return Answer.page(people.list(call.tenant(), search, cursor, limit), UserRoutes::json);
    }

    private Answer create(Call call) {
        Fields body = call.fields();
        Supplier<EmailAddress> email = body.value("email", EmailAddress::read, "an email address");
        String name = body.text("name", LONGEST_NAME);
        Supplier<Role> role = body.value("role", Role::read, ROLE);
        Optional<Secret> password = body.optionalSecret("password", 200).map(Secret::new);
        body.done();
        NewMember wanted = new NewMember(email.get(), name, role.get(), password);
        People.Added added = people.add(call.tenant(), wanted, call.administrator());
        ObjectNode json = json(added.member());
        json.set("invitation", added.invitation().map(this::link).orElse(null));
        return Answer.created(json);
    }

    private Answer get(Call call) {
        return Answer.ok(json(people.get(call.tenant(), id(call))));
    }

    private Answer change(Call call) {
        PersonId id = id(call);
        Fields body = call.fields();
        MemberChange change = new MemberChange(
                body.optionalText("name", LONGEST_NAME),
                body.optionalValue("role", Role::read, ROLE),
                body.optionalValue("state", UserRoutes::disabled, "active or disabled"));
        body.mustNotBeEmpty();
        body.done();
        Member member = people.change(call.tenant(), id, change, call.administrator());
        if (member.state() == Member.State.DISABLED) {
            leaving.accept(call.tenant(), id);
        }
        return Answer.ok(json(member));
    }

    private Answer remove(Call call) {
        PersonId id = id(call);
        people.remove(call.tenant(), id, call.administrator());
        leaving.accept(call.tenant(), id);
        return Answer.none();
    }

    private Answer resetPassword(Call call) {
        return Answer.ok(link(people.resetPassword(call.tenant(), id(call), call.administrator())));
    }

    private Answer resetSecondFactor(Call call) {
        people.resetSecondFactor(call.tenant(), id(call), call.administrator());
        return Answer.none();
    }

    private static PersonId id(Call call) {
        return call.id("id", PersonId::read, "user");
    }

    private static Optional<Boolean> disabled(String state) {
        return switch (state) {
            case "active" -> Optional.of(false);
            case "disabled" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    /// The token is in the fragment: browsers keep it to themselves, so it is in nobody's log.
    private ObjectNode link(OneTimeLink link) {
        String base = publicUrl.toString().replaceAll("/+$", "");
        return Json.object()
                .put("url", base + link.page() + "#token=" + link.token().reveal())
                .put("expiresAt", Times.text(link.expiresAt()));
    }

    private static ObjectNode json(Member member) {
        return Json.object()
                .put("id", member.id().text())
                .put("email", member.email().value())
                .put("name", member.name())
                .put("role", member.role().word())
                .put("state", member.state().word())
                .put("secondFactor", member.secondFactor())
                .put("lastLoginAt", member.lastLoginAt().map(Times::text).orElse(null))
                .put("createdAt", Times.text(member.createdAt()));
    }
}

package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.auth.Caller;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.NewTenant;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.Slug;
import dev.palomar.tenant.Tenant;
import dev.palomar.tenant.TenantChange;
import dev.palomar.tenant.TenantLimits;
import dev.palomar.tenant.Tenants;
import dev.palomar.tenant.people.Standing;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Companies on this hub: for superadmins and keys with `tenants:manage`; and the settings of one's own.
public final class TenantRoutes implements Resource {

    private static final int LONGEST_NAME = 120;
    private static final String SLUG = "lower-case letters, digits and inner dashes, 63 at most";

    private final Tenants tenants;

    public TenantRoutes(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/tenants", Access.platform(), this::list),
                Route.post("/v1/tenants", Access.platform(), this::create).idempotent(),
                Route.get("/v1/tenants/{id}", Access.platform(), this::get),
                Route.patch("/v1/tenants/{id}", Access.platform(), this::change),
                Route.delete("/v1/tenants/{id}", Access.platform(), this::delete),
                Route.get("/v1/tenant", Access.everyRole(Scope.SETTINGS_MANAGE), this::own),
                Route.patch("/v1/tenant", Access.administrators(Scope.SETTINGS_MANAGE), this::changeOwn));
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Optional<String> search = query.text("q", 100);
        Optional<UUID> cursor = query.cursor();
        int limit = query.limit();
        query.done();
        return Answer.page(tenants.list(search, cursor, limit), TenantRoutes::json);
    }

    private Answer create(Call call) {
        Fields body = call.fields();
        String name = body.text("name", LONGEST_NAME);
        Supplier<Slug> slug = body.value("slug", Slug::read, SLUG);
        String locale = body.optionalValue("locale", TenantRoutes::locale, "a language tag like es-AR")
                .orElse("es-AR");
        ZoneId zone = body.optionalValue("timeZone", TenantRoutes::zone, "a time zone like America/Bogota")
                .orElse(ZoneOffset.UTC);
        TenantChange.Limits limits =
                body.optionalObject("limits").map(TenantRoutes::limits).orElse(TenantChange.Limits.NONE);
        body.done();
        NewTenant wanted = new NewTenant(name, slug.get(), locale, utc(zone), limits.appliedTo(TenantLimits.NONE));
        return Answer.created(json(tenants.create(wanted, call.author())));
    }

    private Answer get(Call call) {
        return Answer.ok(json(tenants.get(id(call))));
    }

    private Answer change(Call call) {
        TenantId id = id(call);
        Fields body = call.fields();
        TenantChange change = new TenantChange(
                body.optionalText("name", LONGEST_NAME),
                body.optionalValue("slug", Slug::read, SLUG),
                body.optionalValue("locale", TenantRoutes::locale, "a language tag like es-AR"),
                body.optionalValue("timeZone", TenantRoutes::zone, "a time zone like America/Bogota")
                        .map(TenantRoutes::utc),
                body.optionalObject("limits").map(TenantRoutes::limits).orElse(TenantChange.Limits.NONE),
                body.optionalValue("state", TenantRoutes::suspended, "active or suspended"),
                body.optionalFlag("secondFactorRequired"));
        body.mustNotBeEmpty();
        body.done();
        mustNotLockOutThemselves(call, change);
        return Answer.ok(json(tenants.change(id, change, call.author())));
    }

    private Answer own(Call call) {
        return Answer.ok(json(tenants.get(call.tenant())));
    }

    /// What a company decides for itself; its short name, its limits and its state are the platform's.
    private Answer changeOwn(Call call) {
        Fields body = call.fields();
        TenantChange change = new TenantChange(
                body.optionalText("name", LONGEST_NAME),
                Optional.empty(),
                body.optionalValue("locale", TenantRoutes::locale, "a language tag like es-AR"),
                body.optionalValue("timeZone", TenantRoutes::zone, "a time zone like America/Bogota")
                        .map(TenantRoutes::utc),
                TenantChange.Limits.NONE,
                Optional.empty(),
                body.optionalFlag("secondFactorRequired"));
        body.mustNotBeEmpty();
        body.done();
        mustNotLockOutThemselves(call, change);
        return Answer.ok(json(tenants.change(call.tenant(), change, call.author())));
    }

    private static void mustNotLockOutThemselves(Call call, TenantChange change) {
        boolean without = call.caller() instanceof Caller.Human(Standing person) && !person.secondFactor();
        if (without && change.secondFactorRequired().orElse(false)) {
            throw new Rejection.Conflict(
                    "wrong-state", "Switch on your own second factor first, or you would be kept out yourself.");
        }
    }

    private Answer delete(Call call) {
        TenantId id = id(call);
        Parameters query = call.parameters();
        String name = query.text("name", LONGEST_NAME).orElse("");
        query.done();
        tenants.delete(id, name, call.author());
        return Answer.none();
    }

    private static TenantId id(Call call) {
        return call.id("id", TenantId::read, "tenant");
    }

    private static TenantChange.Limits limits(Fields limits) {
        return new TenantChange.Limits(
                limits.nullableInt("requestsPerMinute", 1, 1_000_000),
                limits.nullableInt("messagesPerDay", 0, Integer.MAX_VALUE),
                limits.nullableInt("devices", 0, Integer.MAX_VALUE));
    }

    private static Optional<String> locale(String text) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(text).build();
            return locale.getLanguage().isEmpty() || text.length() > 35
                    ? Optional.empty()
                    : Optional.of(locale.toLanguageTag());
        } catch (IllformedLocaleException notATag) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return text.length() > 64 ? Optional.empty() : Optional.of(ZoneId.of(text));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /// `Z` is how Java calls it; everybody else says UTC.
    private static ZoneId utc(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
    }

    private static Optional<Boolean> suspended(String state) {
        return switch (state) {
            case "active" -> Optional.of(false);
            case "suspended" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    static ObjectNode json(Tenant tenant) {
        ObjectNode json = Json.object()
                .put("id", tenant.id().text())
                .put("name", tenant.name())
                .put("slug", tenant.slug())
                .put("locale", tenant.locale())
                .put("timeZone", tenant.timeZone().getId());
        json.putObject("limits")
                .put("requestsPerMinute", tenant.limits().requestsPerMinute().orElse(TenantLimits.REQUESTS_PER_MINUTE))
                .put("messagesPerDay", tenant.limits().messagesPerDay().orElse(null))
                .put("devices", tenant.limits().devices().orElse(null));
        return json.put("secondFactorRequired", tenant.secondFactorRequired())
                .put("state", tenant.suspended() ? "suspended" : "active")
                .put("createdAt", Times.text(tenant.createdAt()));
    }
}

package dev.palomar.api.resource;

import dev.palomar.api.http.Answer;
import dev.palomar.model.Json;
import dev.palomar.model.Secret;
import dev.palomar.model.event.Times;
import dev.palomar.tenant.people.Membership;
import dev.palomar.tenant.people.Person;
import dev.palomar.tenant.people.Session;
import dev.palomar.tenant.people.Standing;
import dev.palomar.tenant.visit.Visit;
import java.time.Duration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How a session is told: the access token in the body, the refresh token in a cookie that no script can read and that
/// travels to `/v1/auth` only.
public final class SessionAnswers {

    static final String COOKIE = "palomar_refresh";

    private final boolean secure;

    /// `secure`: the hub is reached by https, so the cookie must not travel without it.
    public SessionAnswers(boolean secure) {
        this.secure = secure;
    }

    Answer given(int status, Session session) {
        ObjectNode body = tokens(session);
        body.set("user", person(session.standing()));
        body.set("tenants", tenants(session.standing()));
        return Answer.json(status, body).with("Set-Cookie", cookie(session.refreshToken(), session.refreshLives()));
    }

    /// 204, and the cookie is gone.
    Answer ended() {
        return Answer.none().with("Set-Cookie", cookie(new Secret(""), Duration.ZERO));
    }

    static ObjectNode tokens(Session session) {
        return Json.object()
                .put("access_token", session.accessToken().reveal())
                .put("token_type", "Bearer")
                .put("expires_in", session.accessLives().toSeconds());
    }

    static ObjectNode standing(Standing standing) {
        ObjectNode body = Json.object();
        body.set("user", person(standing));
        body.set("tenants", tenants(standing));
        return body;
    }

    private String cookie(Secret token, Duration lives) {
        return COOKIE + "=" + token.reveal() + "; Path=/v1/auth; HttpOnly; " + (secure ? "Secure; " : "")
                + "SameSite=Strict; Max-Age=" + lives.toSeconds();
    }

    private static ObjectNode person(Standing standing) {
        Person person = standing.person();
        return Json.object()
                .put("id", person.id().text())
                .put("email", person.email().value())
                .put("name", person.name())
                .put("superadmin", person.superadmin())
                .put("secondFactor", standing.secondFactor());
    }

    private static ArrayNode tenants(Standing standing) {
        ArrayNode tenants = Json.array();
        for (Membership membership : standing.memberships()) {
            ObjectNode tenant = tenants.addObject()
                    .put("id", membership.tenant().text())
                    .put("name", membership.name())
                    .put("slug", membership.slug())
                    .put("role", membership.role().word())
                    .put("locale", membership.locale())
                    .put("timeZone", membership.timeZone())
                    .put("secondFactorRequired", membership.secondFactorRequired())
                    .put("own", membership.own())
                    .put("inhabited", membership.inhabited());
            tenant.set(
                    "visit",
                    standing.visit(membership.tenant())
                            .map(SessionAnswers::visit)
                            .orElse(null));
        }
        return tenants;
    }

    /// `Visit` of the OpenAPI document.
    public static ObjectNode visit(Visit visit) {
        return Json.object()
                .put("id", visit.id().text())
                .put("tenantId", visit.tenant().text())
                .put("reason", visit.reason())
                .put("startedAt", Times.text(visit.startedAt()))
                .put("endsAt", Times.text(visit.endsAt()));
    }
}

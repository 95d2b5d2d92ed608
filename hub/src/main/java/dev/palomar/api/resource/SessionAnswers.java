package dev.palomar.api.resource;

import dev.palomar.api.http.Answer;
import dev.palomar.model.Json;
import dev.palomar.model.Secret;
import dev.palomar.tenant.people.Membership;
import dev.palomar.tenant.people.Person;
import dev.palomar.tenant.people.Session;
import dev.palomar.tenant.people.Standing;
import java.time.Duration;
import java.util.List;
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
        body.set("tenants", tenants(session.standing().memberships()));
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
        body.set("tenants", tenants(standing.memberships()));
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

    private static ArrayNode tenants(List<Membership> memberships) {
        ArrayNode tenants = Json.array();
        memberships.forEach(membership -> tenants.addObject()
                .put("id", membership.tenant().text())
                .put("name", membership.name())
                .put("slug", membership.slug())
                .put("role", membership.role().word())
                .put("locale", membership.locale())
                .put("timeZone", membership.timeZone())
                .put("secondFactorRequired", membership.secondFactorRequired()));
        return tenants;
    }
}

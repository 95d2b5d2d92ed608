package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.tenant.people.EmailAddress;
import dev.palomar.tenant.people.Logins;
import dev.palomar.tenant.people.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// OAuth 2's token endpoint (RFC 6749) for scripts: password and refresh grants, the refresh token in the body. Its
/// problems also carry OAuth's own members.
public final class TokenRoutes implements Resource {

    /// What OAuth clients send besides and a server must ignore (RFC 6749, 3.2), as far as it is usual.
    private static final List<String> IGNORED = List.of("scope", "client_id", "client_secret");

    private final Logins logins;

    public TokenRoutes(Logins logins) {
        this.logins = logins;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/v1/auth/token", Access.strangers(), this::token));
    }

    private Answer token(Call call) {
        Fields form = call.form();
        IGNORED.forEach(form::has);
        Optional<String> grant = form.optionalSecret("grant_type", 50);
        Optional<String> username = form.optionalSecret("username", 254);
        Optional<Secret> password = form.optionalSecret("password", 200).map(Secret::new);
        Optional<Secret> code = form.optionalSecret("code", 50).map(Secret::new);
        Optional<Secret> refresh = form.optionalSecret("refresh_token", 400).map(Secret::new);
        form.done();
        return switch (grant.orElse("")) {
            case "password" ->
                username.isPresent() && password.isPresent()
                        ? granted(
                                call, () -> logins.login(address(username.get()), password.get(), code, call.origin()))
                        : refused(call, "invalid_request", "The password grant needs username and password.");
            case "refresh_token" ->
                refresh.isPresent()
                        ? granted(call, () -> logins.refresh(refresh.get(), false, call.origin()))
                        : refused(call, "invalid_request", "The refresh grant needs refresh_token.");
            case "" -> refused(call, "invalid_request", "grant_type is missing.");
            default -> refused(call, "unsupported_grant_type", "grant_type is password or refresh_token.");
        };
    }

    private static Answer granted(Call call, java.util.function.Supplier<Session> grant) {
        try {
            Session session = grant.get();
            return Answer.ok(SessionAnswers.tokens(session)
                    .put("refresh_token", session.refreshToken().reveal()));
        } catch (Rejection.Unauthenticated notGranted) {
            return problem(call, notGranted, "invalid_grant");
        }
    }

    private static Answer refused(Call call, String error, String why) {
        return problem(call, new Rejection.Malformed(why), error);
    }

    private static Answer problem(Call call, Rejection rejection, String error) {
        String told = Optional.ofNullable(rejection.getMessage()).orElse(error);
        return Answer.problem(call, rejection, Map.of("error", error, "error_description", told));
    }

    private static EmailAddress address(String username) {
        return EmailAddress.read(username)
                .orElseThrow(() -> new Rejection.Unauthenticated("invalid-credentials", "Email or password is wrong."));
    }
}

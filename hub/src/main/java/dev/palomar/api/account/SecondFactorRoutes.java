package dev.palomar.api.account;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.page.QrPicture;
import dev.palomar.model.Json;
import dev.palomar.model.Secret;
import dev.palomar.model.event.Times;
import dev.palomar.tenant.people.Person;
import dev.palomar.tenant.people.SecondFactors;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The caller's own second factor.
public final class SecondFactorRoutes implements Resource {

    private static final int LONGEST_PASSWORD = 200;
    private static final int LONGEST_CODE = 50;

    private final SecondFactors factors;

    public SecondFactorRoutes(SecondFactors factors) {
        this.factors = factors;
    }

    @Override
    public List<Route> routes() {
        String path = "/v1/auth/second-factor";
        return List.of(
                Route.get(path, Access.persons(), this::state),
                Route.post(path, Access.persons(), this::begin),
                Route.post(path + "/confirm", Access.persons(), this::confirm),
                Route.post(path + "/recovery-codes", Access.persons(), this::renewCodes),
                Route.post(path + "/disable", Access.persons(), this::switchOff));
    }

    private Answer state(Call call) {
        SecondFactors.State state = factors.state(call.standing().person().id());
        return Answer.ok(Json.object()
                .put("enabled", state.since().isPresent())
                .put("since", state.since().map(Times::text).orElse(null))
                .put("recoveryCodesLeft", state.recoveryCodesLeft()));
    }

    private Answer begin(Call call) {
        Fields body = call.fields();
        Secret password = new Secret(body.secret("password", LONGEST_PASSWORD));
        body.done();
        SecondFactors.Offer offer = factors.begin(person(call), password, call.author());
        String link = offer.link().reveal();
        return Answer.ok(Json.object()
                        .put("key", offer.key().reveal())
                        .put("uri", link)
                        .put("png", Base64.getEncoder().encodeToString(QrPicture.png(link))))
                .with("Cache-Control", "no-store");
    }

    private Answer confirm(Call call) {
        Fields body = call.fields();
        Secret code = new Secret(body.secret("code", LONGEST_CODE));
        body.done();
        return codes(factors.confirm(call.standing(), code, call.author()));
    }

    private Answer renewCodes(Call call) {
        Fields body = call.fields();
        Secret password = new Secret(body.secret("password", LONGEST_PASSWORD));
        Secret code = new Secret(body.secret("code", LONGEST_CODE));
        body.done();
        return codes(factors.renewCodes(person(call), password, code, call.author()));
    }

    private Answer switchOff(Call call) {
        Fields body = call.fields();
        Secret password = new Secret(body.secret("password", LONGEST_PASSWORD));
        Secret code = new Secret(body.secret("code", LONGEST_CODE));
        body.done();
        factors.switchOff(person(call), password, code, call.author());
        return Answer.none();
    }

    private static Answer codes(List<Secret> codes) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("recoveryCodes");
        codes.forEach(code -> list.add(code.reveal()));
        return Answer.ok(body).with("Cache-Control", "no-store");
    }

    private static Person person(Call call) {
        return call.standing().person();
    }
}

package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.page.QrPicture;
import dev.palomar.device.PairingLinks;
import dev.palomar.device.WebNumbers;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.transport.web.line.Pairing;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Linking a phone: for people with an account by QR code, pairing code and a link to hand on; for people without one
/// by that link.
public final class PairingRoutes implements Resource {

    private static final int DEFAULT_MINUTES = 24 * 60;
    private static final int MOST_MINUTES = 7 * 24 * 60;

    private final WebNumbers numbers;
    private final Audit audit;
    private final URI publicUrl;

    public PairingRoutes(WebNumbers numbers, Audit audit, URI publicUrl) {
        this.numbers = numbers;
        this.audit = audit;
        this.publicUrl = publicUrl;
    }

    @Override
    public List<Route> routes() {
        Access manage = Access.administrators(Scope.DEVICES_MANAGE);
        return List.of(
                Route.get("/v1/devices/{id}/qr", manage, this::qr),
                Route.post("/v1/devices/{id}/pairing-code", manage, this::code),
                Route.post("/v1/devices/{id}/pairing-link", manage, this::link).idempotent(),
                Route.get("/v1/pairing/{token}", Access.strangers(), this::visit),
                Route.post("/v1/pairing/{token}/connect", Access.strangers(), this::connectByLink),
                Route.post("/v1/pairing/{token}/code", Access.strangers(), this::codeByLink));
    }

    private Answer qr(Call call) {
        call.parameters().done();
        Pairing.Scan scan = numbers.qr(call.tenant(), id(call));
        if (wantsPicture(call)) {
            return Answer.of(200, "image/png", Payload.of(QrPicture.png(scan.qr())))
                    .with("Cache-Control", "no-store");
        }
        return Answer.ok(json(scan)).with("Cache-Control", "no-store");
    }

    private static boolean wantsPicture(Call call) {
        return call.header("Accept")
                .map(types -> types.toLowerCase(Locale.ROOT))
                .filter(types -> types.contains("image/png") && !types.contains("application/json"))
                .isPresent();
    }

    private Answer code(Call call) {
        DeviceId id = id(call);
        Supplier<PhoneNumber> phone = phone(call);
        Pairing.Code code = numbers.code(call.tenant(), id, phone.get());
        audit.record(call.tenant(), call.author(), Deed.of("device.pairingCode", id));
        return Answer.ok(json(code)).with("Cache-Control", "no-store");
    }

    private Answer link(Call call) {
        DeviceId id = id(call);
        Fields body = call.fieldsIfAny();
        int minutes = body.optionalInt("expiresInMinutes", 5, MOST_MINUTES).orElse(DEFAULT_MINUTES);
        body.done();
        PairingLinks.Fresh link = numbers.link(call.tenant(), id, Duration.ofMinutes(minutes));
        audit.record(call.tenant(), call.author(), Deed.of("device.pairingLink", id));
        return Answer.created(Json.object()
                        .put("url", publicUrl + "/pair/" + link.token().reveal())
                        .put("expiresAt", Times.text(link.expiresAt())))
                .with("Cache-Control", "no-store");
    }

    private Answer visit(Call call) {
        call.parameters().done();
        return page(numbers.visit(token(call)));
    }

    private Answer connectByLink(Call call) {
        call.parameters().done();
        return page(numbers.connectFor(token(call)));
    }

    private Answer codeByLink(Call call) {
        Supplier<PhoneNumber> phone = phone(call);
        return Answer.ok(json(numbers.codeFor(token(call), phone.get()))).with("Cache-Control", "no-store");
    }

    /// All that a person without an account may know: no id, and nothing of the company's but its name.
    private static Answer page(WebNumbers.Visit visit) {
        ObjectNode json = Json.object();
        json.put("company", visit.link().company());
        json.put("device", visit.device().name());
        json.put("state", visit.device().state().word());
        json.set("stateDetail", visit.device().state().detail().orElse(null));
        Optional<Pairing.Scan> scan = visit.pairing()
                .flatMap(pairing -> pairing instanceof Pairing.Scan one ? Optional.of(one) : Optional.empty());
        Optional<Pairing.Code> code = visit.pairing()
                .flatMap(pairing -> pairing instanceof Pairing.Code one ? Optional.of(one) : Optional.empty());
        json.set("qr", scan.map(PairingRoutes::json).orElse(null));
        json.set("code", code.map(PairingRoutes::json).orElse(null));
        json.put("linkExpiresAt", Times.text(visit.link().expiresAt()));
        return Answer.ok(json).with("Cache-Control", "no-store");
    }

    private static ObjectNode json(Pairing.Scan scan) {
        return Json.object()
                .put("qr", scan.qr())
                .put("png", Base64.getEncoder().encodeToString(QrPicture.png(scan.qr())))
                .put("expiresAt", Times.text(scan.expiresAt()));
    }

    private static ObjectNode json(Pairing.Code code) {
        return Json.object().put("code", code.code()).put("expiresAt", Times.text(code.expiresAt()));
    }

    private static Supplier<PhoneNumber> phone(Call call) {
        Fields body = call.fields();
        Supplier<PhoneNumber> phone = body.value("phone", PhoneNumber::read, "a number like +5491155550100");
        body.done();
        return phone;
    }

    private static Secret token(Call call) {
        String token = call.path("token");
        if (!token.matches("[A-Za-z0-9_-]{43}")) {
            throw new Rejection.NotFound("pairing link, or it has run out");
        }
        return new Secret(token);
    }

    private static DeviceId id(Call call) {
        DeviceId id = call.id("id", DeviceId::read, "device");
        call.mustBeAllowed(id);
        return id;
    }
}

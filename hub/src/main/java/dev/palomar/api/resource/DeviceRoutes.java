package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Cursor;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.device.CloudCredentials;
import dev.palomar.device.Device;
import dev.palomar.device.DeviceChange;
import dev.palomar.device.Devices;
import dev.palomar.device.NewDevice;
import dev.palomar.device.SecretChange;
import dev.palomar.device.WebNumbers;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Secret;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.transport.cloud.CheckReport;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Numbers: adding them, their credentials at Meta, and the four different ways of stopping one.
public final class DeviceRoutes implements Resource {

    private static final List<String> STATES = List.of(
            "CREATED",
            "CONNECTING",
            "QR",
            "CODE",
            "PASSKEY",
            "SYNCING",
            "ONLINE",
            "RECONNECTING",
            "OFFLINE",
            "LOGGED_OUT",
            "RESTRICTED",
            "PAUSED",
            "ERROR");

    private final Devices devices;
    private final WebNumbers web;
    private final Audit audit;
    private final InstantSource clock;
    private final URI publicUrl;

    public DeviceRoutes(Devices devices, WebNumbers web, Audit audit, InstantSource clock, URI publicUrl) {
        this.devices = devices;
        this.web = web;
        this.audit = audit;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.everyRole(Scope.DEVICES_READ);
        Access manage = Access.administrators(Scope.DEVICES_MANAGE);
        return List.of(
                Route.get("/v1/devices", read, this::list),
                Route.post("/v1/devices", manage, this::create).idempotent(),
                Route.get("/v1/devices/{id}", read, this::get),
                Route.get("/v1/devices/{id}/states", read, this::states),
                Route.patch("/v1/devices/{id}", manage, this::change),
                Route.delete("/v1/devices/{id}", manage, this::delete),
                Route.post("/v1/devices/{id}/connect", manage, call -> act(call, "connected", Devices::connect)),
                Route.post(
                        "/v1/devices/{id}/disconnect", manage, call -> act(call, "disconnected", Devices::disconnect)),
                Route.post("/v1/devices/{id}/logout", manage, this::logout),
                Route.post("/v1/devices/{id}/pause", manage, call -> act(call, "paused", Devices::pause)),
                Route.post("/v1/devices/{id}/activate", manage, call -> act(call, "activated", Devices::activate)),
                Route.put("/v1/devices/{id}/cloud", manage, this::setCloud),
                Route.post("/v1/devices/{id}/cloud/check", manage, this::check));
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Optional<String> state = query.value(
                "state", text -> Optional.of(text).filter(STATES::contains), "one of " + String.join(", ", STATES));
        Optional<String> search = query.text("q", 100);
        Optional<DeviceId> after = query.cursor().map(DeviceId::new);
        int limit = query.limit();
        query.done();
        Devices.Page page = devices.list(call.tenant(), new Devices.Filter(state, search), after, limit);
        ArrayNode data = Json.array();
        page.devices().stream()
                .filter(device -> call.caller()
                        .devices()
                        .map(allowed -> allowed.contains(device.id()))
                        .orElse(true))
                .forEach(device -> data.add(json(device)));
        return Answer.list(data, page.next().map(id -> Cursor.of(id.value().toString())));
    }

    private Answer create(Call call) {
        Fields body = call.fields();
        String name = body.text("name", 120);
        Supplier<TransportKind> transport = body.value("transport", TransportKind::read, "CLOUD or WEB");
        List<String> labels =
                body.optionalValues("labels", 20, Optional::of, "a label").orElse(List.of());
        Optional<CloudCredentials> cloud = body.optionalObject("cloud").map(DeviceRoutes::newCredentials);
        body.done();
        Device device = devices.create(call.tenant(), new NewDevice(name, transport.get(), labels, cloud));
        audit(call, "device.created", device.id());
        return Answer.created(json(device));
    }

    private Answer get(Call call) {
        return Answer.ok(json(devices.get(call.tenant(), id(call))));
    }

    private Answer states(Call call) {
        call.parameters().done();
        ArrayNode data = Json.array();
        devices.history(call.tenant(), id(call)).forEach(change -> {
            ObjectNode item = data.addObject();
            item.put("state", change.state().word());
            item.set("stateDetail", change.state().detail().orElse(null));
            item.put("at", Times.text(change.at()));
        });
        return Answer.list(data, Optional.empty());
    }

    private Answer change(Call call) {
        DeviceId id = id(call);
        Fields body = call.fields();
        Optional<String> name = body.optionalText("name", 120);
        Optional<List<String>> labels = body.optionalValues("labels", 20, Optional::of, "a label");
        Optional<DeviceChange.Quota> quota = body.optionalObject("limits")
                .flatMap(limits -> limits.nullableInt("messagesPerDay", 0, Integer.MAX_VALUE))
                .map(DeviceChange.Quota::new);
        body.mustNotBeEmpty();
        body.done();
        Device device = devices.change(call.tenant(), id, new DeviceChange(name, labels, quota));
        audit(call, "device.changed", id);
        return Answer.ok(json(device));
    }

    private Answer delete(Call call) {
        DeviceId id = id(call);
        Parameters query = call.parameters();
        String name = query.text("name", 120).orElse("");
        query.done();
        devices.delete(call.tenant(), id, name);
        audit(call, "device.deleted", id);
        return Answer.none();
    }

    private Answer act(Call call, String deed, TriFunction act) {
        DeviceId id = id(call);
        Device device = act.apply(devices, call.tenant(), id);
        audit(call, "device." + deed, id);
        return Answer.ok(json(device));
    }

    private Answer logout(Call call) {
        DeviceId id = id(call);
        Device device = web.logout(call.tenant(), id);
        audit(call, "device.unlinked", id);
        return Answer.ok(json(device));
    }

    @FunctionalInterface
    private interface TriFunction {
        Device apply(Devices devices, dev.palomar.model.id.TenantId tenant, DeviceId device);
    }

    private Answer setCloud(Call call) {
        DeviceId id = id(call);
        Fields body = call.fields();
        CloudCredentials credentials = new CloudCredentials(
                body.text("phoneNumberId", 32),
                body.optionalText("businessAccountId", 32),
                body.optionalSecret("accessToken", 4096).map(Secret::new),
                secret(body, "verifyToken"),
                secret(body, "appSecret"));
        body.done();
        Device device = devices.setCloud(call.tenant(), id, credentials);
        audit(call, "device.credentialsChanged", id);
        return Answer.ok(json(device));
    }

    private Answer check(Call call) {
        DeviceId id = id(call);
        CheckReport report = devices.check(call.tenant(), id);
        ObjectNode json = Json.object();
        json.put("ok", report.ok());
        json.put("checkedAt", Times.text(clock.instant()));
        ArrayNode fields = json.putArray("fields");
        report.findings().forEach(finding -> {
            ObjectNode field = fields.addObject();
            field.put("field", finding.field());
            field.put("code", finding.code());
            field.put("ok", finding.ok().orElse(null));
            field.put("detail", finding.detail());
        });
        return Answer.ok(json);
    }

    private static CloudCredentials newCredentials(Fields cloud) {
        Optional<String> phoneNumberId =
                cloud.optionalValue("phoneNumberId", DeviceRoutes::digits, "Meta's id of the number, digits only");
        if (phoneNumberId.isEmpty() && cloud.raw("phoneNumberId").isEmpty()) {
            cloud.fault("phoneNumberId", "is required");
        }
        Optional<String> account = cloud.optionalValue(
                "businessAccountId", DeviceRoutes::digits, "Meta's id of the business account, digits only");
        String token = cloud.secret("accessToken", 4096);
        SecretChange verifyToken = secret(cloud, "verifyToken");
        SecretChange appSecret = secret(cloud, "appSecret");
        // What is missing is told with everything else that is wrong, so it must not be told here.
        return new CloudCredentials(
                phoneNumberId.orElse("0"),
                account,
                Optional.of(new Secret(token.isEmpty() ? "-" : token)),
                verifyToken,
                appSecret);
    }

    private static Optional<String> digits(String text) {
        return Optional.of(text).filter(id -> id.matches("[0-9]{1,32}"));
    }

    /// Left out keeps what is there, null removes it.
    private static SecretChange secret(Fields fields, String name) {
        if (!fields.has(name)) {
            return new SecretChange.Keep();
        }
        if (fields.raw(name).isEmpty()) {
            return new SecretChange.Remove();
        }
        return fields.optionalSecret(name, 200)
                .<SecretChange>map(text -> new SecretChange.Set(new Secret(text)))
                .orElseGet(SecretChange.Keep::new);
    }

    private static DeviceId id(Call call) {
        DeviceId id = call.id("id", DeviceId::read, "device");
        call.mustBeAllowed(id);
        return id;
    }

    private void audit(Call call, String action, DeviceId device) {
        audit.record(call.tenant(), call.author(), Deed.of(action, device));
    }

    private ObjectNode json(Device device) {
        ObjectNode json = Json.object();
        json.put("id", device.id().text());
        json.put("name", device.name());
        json.put("transport", device.transport().name());
        json.put("phone", device.phone().map(PhoneNumber::e164).orElse(null));
        json.put("state", device.state().word());
        json.set("stateDetail", device.state().detail().orElse(null));
        json.put("since", Times.text(device.since()));
        json.put("lastInboundAt", device.lastInboundAt().map(Times::text).orElse(null));
        json.put("lastOutboundAt", device.lastOutboundAt().map(Times::text).orElse(null));
        json.put("quality", device.quality());
        json.putObject("limits")
                .put("messagesPerDay", device.messagesPerDay().orElse(null))
                .put("sentToday", device.sentToday());
        json.put("paused", device.paused());
        ArrayNode labels = json.putArray("labels");
        device.labels().forEach(labels::add);
        json.set("cloud", device.cloud().map(cloud -> cloud(device, cloud)).orElse(null));
        json.put("phoneNumberId", device.names().phoneNumberId());
        json.put("businessAccountId", device.names().businessAccountId());
        json.put("createdAt", Times.text(device.createdAt()));
        return json;
    }

    private ObjectNode cloud(Device device, Device.Cloud cloud) {
        return Json.object()
                .put("phoneNumberId", cloud.phoneNumberId())
                .put("businessAccountId", cloud.businessAccountId().orElse(null))
                .put("accessTokenSet", true)
                .put("verifyTokenSet", cloud.verifyTokenSet())
                .put("appSecretSet", cloud.appSecretSet())
                .put(
                        "webhookUrl",
                        publicUrl + "/webhooks/meta/whatsapp/" + device.id().text())
                .put("updatedAt", Times.text(cloud.updatedAt()));
    }
}

package dev.palomar.bench.place;

import dev.palomar.bench.load.MetaWebhook.Chat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Companies with a Cloud number each, made through the public API, and the chats that people have with them.
public final class Town {

    /// One company.
    public record Company(String name, String tenant, String device, String key, String phoneNumberId) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubApi nobody;
    private final HubApi administrator;
    private final List<Company> companies = new ArrayList<>();

    private Town(HubApi nobody, HubApi administrator) {
        this.nobody = nobody;
        this.administrator = administrator;
    }

    private static final String WHO = "\"email\":\"bench@palomar.example\",\"password\":\"a long pass phrase 4 bench\"";

    /// Makes the first administrator of an empty hub, and `count` companies.
    public static Town found(HubProcess hub, int count) throws IOException, InterruptedException {
        HubApi nobody = HubApi.nobody(hub.url());
        JsonNode session =
                nobody.post("/v1/setup", "{\"token\":\"%s\",%s,\"name\":\"Bench\"}".formatted(hub.setupToken(), WHO));
        Town town = new Town(nobody, nobody.bearer(session.get("access_token").asString()));
        for (int i = 0; i < count; i++) {
            town.settle(i);
        }
        return town;
    }

    /// The companies of a hub that were written to a file by [#save].
    public static Town reopen(HubProcess hub, Path file) throws IOException {
        HubApi nobody = HubApi.nobody(hub.url());
        JsonNode session = nobody.post("/v1/auth/login", "{" + WHO + "}");
        Town town = new Town(nobody, nobody.bearer(session.get("access_token").asString()));
        town.companies.addAll(List.of(JSON.readValue(Files.readString(file), Company[].class)));
        return town;
    }

    public void save(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(companies));
    }

    private void settle(int number) {
        String name = "company-" + number;
        String tenant = administrator
                .post("/v1/tenants", """
                        {"name":"%s","slug":"%s","locale":"es-AR","timeZone":"UTC","limits":{"requestsPerMinute":%d}}""".formatted(name, name, 1_000_000))
                .get("id")
                .asString();
        HubApi inTenant = administrator.in(tenant);
        String phoneNumberId = "1055500000" + (100_000 + number);
        String device = inTenant.post("/v1/devices", number(name, phoneNumberId, number))
                .get("id")
                .asString();
        String key = inTenant.post("/v1/api-keys", """
                        {"name":"bench","scopes":["messages:send","messages:read","devices:manage","webhooks:manage",\
                        "webhooks:read","events:read","media:read","media:write","stats:read","templates:read",\
                        "templates:manage","contacts:read"],"deviceIds":null,"expiresAt":null}""").get("key").asString();
        companies.add(new Company(name, tenant, device, key, phoneNumberId));
    }

    public List<Company> companies() {
        return companies;
    }

    /// The company's own calls, by its key, which holds as long as the hub does.
    public HubApi program(Company company) {
        return nobody.key(company.key());
    }

    /// The administrator's calls, in a company, for some ten minutes.
    public HubApi administrator(Company company) {
        return administrator.in(company.tenant());
    }

    /// A number that messages can be sent from, and the key that may do so.
    public record Sender(String device, String key) {}

    /// `each` more numbers in every company.
    public List<Sender> numbers(int each) {
        List<Sender> numbers = new ArrayList<>();
        for (int company = 0; company < companies.size(); company++) {
            for (int i = 0; i < each; i++) {
                String id = "1066600" + (100_000 + company) + (1_000 + i);
                String device = administrator(companies.get(company))
                        .post("/v1/devices", number("Number " + i, id, company))
                        .get("id")
                        .asString();
                numbers.add(new Sender(device, companies.get(company).key()));
            }
        }
        return numbers;
    }

    private static String number(String name, String phoneNumberId, int company) {
        return """
                {"name":"%s","transport":"CLOUD","cloud":{"phoneNumberId":"%s","businessAccountId":"%s",\
                "accessToken":"token-%s"}}""".formatted(name, phoneNumberId, "2055500000" + company, phoneNumberId);
    }

    /// `count` chats, spread over the companies.
    public List<Chat> chats(int count) {
        List<Chat> chats = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            chats.add(chat(i, i % companies.size()));
        }
        return chats;
    }

    /// The chat with that number, of a company.
    public Chat chat(int number, int company) {
        return new Chat(
                "2055500000" + company,
                companies.get(company).phoneNumberId(),
                "5411" + (20_000_000 + company),
                "54911" + (50_000_000 + number));
    }

    /// The company that a chat belongs to.
    public Company companyOf(int chat) {
        return companies.get(chat % companies.size());
    }

    /// An endpoint of a company, and the secret that its webhooks are signed with.
    public record Endpoint(String id, String secret) {}

    /// An endpoint at `url` for everything about messages.
    public Endpoint subscribe(Company company, String url) {
        return subscribe(company, url, "message.*", "");
    }

    /// Sends an endpoint's events elsewhere from now on.
    public void move(Company company, Endpoint endpoint, String url) {
        JsonNode _ = program(company)
                .call("PATCH", "/v1/webhook-endpoints/" + endpoint.id(), "{\"url\":\"%s\"}".formatted(url));
    }

    /// Ends it, and what is owed to it.
    public void unsubscribe(Company company, Endpoint endpoint) {
        JsonNode _ = program(company).call("DELETE", "/v1/webhook-endpoints/" + endpoint.id(), "");
    }

    /// An endpoint for events of that kind, with an own schedule of retries, as in `1,2,5`, in seconds.
    public Endpoint subscribe(Company company, String url, String type, String seconds) {
        String schedule = seconds.isEmpty() ? "" : ",\"retryScheduleSeconds\":[" + seconds + "]";
        JsonNode made = program(company)
                .post(
                        "/v1/webhook-endpoints",
                        "{\"url\":\"%s\",\"eventTypes\":[\"%s\"]%s}".formatted(url, type, schedule));
        return new Endpoint(made.get("id").asString(), made.get("secret").asString());
    }
}

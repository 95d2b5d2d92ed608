package dev.palomar.sandbox.control;

import dev.palomar.sandbox.graph.Templates;
import dev.palomar.sandbox.llm.Model;
import dev.palomar.sandbox.network.MediaFile;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.traffic.Incoming;
import dev.palomar.sandbox.traffic.Traffic;
import dev.palomar.sandbox.webhook.Webhooks;
import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Call;
import dev.palomar.sandbox.wire.CallLog;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Everything below `/sandbox`: what people and tests do to the network.
public final class Controls {

    private static final double LONGEST_WAIT = 60;
    private static final int LOG_PAGE = 500;

    private final Network network;
    private final Webhooks webhooks;
    private final CallLog log;
    private final WebControls web;
    private final PhoneControls phones;
    private final BusinessControls businesses;
    private final FaultControls faults;
    private final LoadControl load;
    private final TemplateControls templates;
    private final ModelControls model;
    private final State state;

    /// @param traffic what people and businesses can do to each other
    public Controls(
            Network network,
            Webhooks webhooks,
            Traffic traffic,
            Templates templates,
            WebControls web,
            Model model,
            CallLog log) {
        this.network = network;
        this.web = web;
        this.webhooks = webhooks;
        this.log = log;
        phones = new PhoneControls(network, traffic.incoming(), traffic.outgoing(), traffic.files(), web);
        businesses = new BusinessControls(network, webhooks, traffic.told(), traffic.files());
        faults = new FaultControls(network);
        load = new LoadControl(network, webhooks, traffic.told());
        this.templates = new TemplateControls(templates);
        this.model = new ModelControls(model);
        state = new State(network, phones, businesses, faults, web);
    }

    /// Answers one call; a refusal is `{"error": why}`.
    public Answer answer(Call call) {
        try {
            List<String> path = call.segments();
            List<String> below = path.subList(1, path.size());
            return below.isEmpty() ? PageFiles.page() : route(call, below);
        } catch (Refusal refused) {
            return refusal(refused.status(), refused);
        } catch (Incoming.NotPossible | Call.Unreadable refused) {
            return refusal(400, refused);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return refusal(503, stopping);
        }
    }

    private static Answer refusal(int status, Exception why) {
        return Answer.json(status, Json.object().put("error", String.valueOf(why.getMessage())));
    }

    private Answer route(Call call, List<String> path) throws InterruptedException {
        String first = path.getFirst();
        ObjectNode body = call.method().equals("GET") ? Json.object() : call.parameters();
        if (first.equals("phones") && path.size() > 1) {
            return Answer.json(ofPhone(call, path, body));
        }
        Optional<Answer> page = path.size() == 1 ? PageFiles.find(first) : Optional.empty();
        if (page.isPresent() && call.method().equals("GET")) {
            return page.get();
        }
        synchronized (network) {
            if (first.equals("media") && path.size() == 2 && call.method().equals("GET")) {
                MediaFile file =
                        network.media(path.getLast()).orElseThrow(() -> Refusal.unknown("there is no such file"));
                return Answer.bytes(file.mimeType(), file.bytes()).with(Map.of("X-Content-Type-Options", "nosniff"));
            }
            String second = path.size() > 1 ? path.get(1) : "";
            boolean ofBusiness = first.equals("businesses")
                    && (path.size() == 3 || !call.method().equals("POST"));
            boolean ofGroup =
                    first.equals("groups") && path.size() == 2 && call.method().equals("PUT");
            if (path.size() > 3 || (path.size() > 1 && !ofBusiness && !ofGroup)) {
                throw unknown(call);
            }
            return Answer.json(
                    switch (call.method() + " " + first + (path.size() == 3 ? "/" + path.get(2) : "")) {
                        case "POST reset" -> reset();
                        case "GET phones" -> Json.list(phones.list());
                        case "POST phones" -> phones.create(body);
                        case "GET businesses" ->
                            second.isEmpty() ? Json.list(businesses.list()) : businesses.shown(businesses.find(second));
                        case "POST businesses" -> businesses.create(body);
                        case "PUT businesses" -> businesses.change(second, body);
                        case "POST businesses/events" -> businesses.event(second, body);
                        case "POST businesses/echoes" -> businesses.echo(second, body);
                        case "GET businesses/templates" -> Json.list(templates.list(businesses.find(second)));
                        case "POST businesses/templates" -> templates.decide(businesses.find(second), body);
                        case "GET apps" -> Json.list(businesses.apps());
                        case "POST apps" -> businesses.createApp(body);
                        case "GET load" -> load.shown();
                        case "POST load" -> load.start(body);
                        case "DELETE load" -> load.stop();
                        case "GET state" -> state.after(number(call.query("seen")), wait(call));
                        case "GET faults" -> Json.list(faults.list());
                        case "POST faults" -> {
                            ObjectNode added = faults.add(body);
                            web.strike();
                            yield added;
                        }
                        case "DELETE faults" -> {
                            faults.clear();
                            yield Json.list(List.of());
                        }
                        case "GET web" -> web.ways(call.base());
                        case "GET qr" -> Json.list(web.codes());
                        case "POST qr" -> web.hold(body);
                        case "GET groups" -> Json.list(web.groups());
                        case "POST groups" -> web.createGroup(body);
                        case "PUT groups" -> web.changeGroup(second, body);
                        case "GET clock" -> faults.clock();
                        case "POST clock" -> faults.advance(body);
                        case "GET llm" -> model.shown();
                        case "POST llm" -> model.add(body);
                        case "DELETE llm" -> model.reset();
                        case "GET log" -> Json.list(log.after(number(call.query("after")), LOG_PAGE));
                        default -> throw unknown(call);
                    });
        }
    }

    private ObjectNode ofPhone(Call call, List<String> path, ObjectNode written) throws InterruptedException {
        boolean ofDevice = path.size() == 4 && path.get(2).equals("devices");
        String action = ofDevice ? "device" : String.join("/", path.subList(2, path.size()));
        ObjectNode body = action.equals("messages") ? phones.fetchLinked(written) : written;
        synchronized (network) {
            Person person = phones.find(path.get(1));
            return switch (call.method() + " " + action) {
                case "GET " -> phones.shown(person);
                case "PUT " -> phones.change(person, body);
                case "GET messages" -> phones.messages(person, call.query("after"), wait(call));
                case "POST messages" -> phones.write(person, body);
                case "POST read" -> phones.read(person, body);
                case "POST react" -> phones.react(person, body);
                case "POST edit" -> phones.edit(person, body);
                case "POST revoke" -> phones.revoke(person, body);
                case "POST marketing" -> phones.marketing(person, body);
                case "POST typing" -> phones.typing(person, body);
                case "POST vote" -> web.vote(person, body);
                case "POST scan" -> web.scan(person, body);
                case "POST code" -> web.type(person, body);
                case "POST forget" -> web.forget(person);
                case "POST contacts" -> web.addressBook(person, body);
                case "GET devices" -> Json.list(web.devices(person));
                case "DELETE device" -> web.removeDevice(person, path.getLast());
                case "POST call" -> phones.call(person, body);
                default -> throw unknown(call);
            };
        }
    }

    private static Refusal unknown(Call call) {
        return Refusal.unknown("there is no control " + call.method() + " " + call.path());
    }

    private ObjectNode reset() {
        load.reset();
        webhooks.reset();
        web.reset();
        model.reset();
        network.reset();
        log.clear();
        return Json.object().put("reset", true);
    }

    private static Duration wait(Call call) {
        String text = call.query("wait");
        double seconds = text.matches("\\d{1,6}(\\.\\d+)?") ? Double.parseDouble(text) : 0;
        return Duration.ofMillis(Math.round(Math.min(seconds, LONGEST_WAIT) * 1_000));
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}

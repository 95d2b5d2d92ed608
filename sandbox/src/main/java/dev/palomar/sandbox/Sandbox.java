package dev.palomar.sandbox;

import dev.palomar.sandbox.control.Controls;
import dev.palomar.sandbox.control.WebControls;
import dev.palomar.sandbox.graph.Graph;
import dev.palomar.sandbox.graph.GraphFaults;
import dev.palomar.sandbox.graph.Templates;
import dev.palomar.sandbox.llm.Model;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.traffic.Traffic;
import dev.palomar.sandbox.web.media.MediaStore;
import dev.palomar.sandbox.web.stanza.WhatsAppWeb;
import dev.palomar.sandbox.webhook.Webhooks;
import dev.palomar.sandbox.wire.CallLog;
import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running WhatsApp of our own: Meta's Graph API, people with phones, and a language model. Closing it stops
/// everything it
/// started.
public final class Sandbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    private final Network network;
    private final Webhooks webhooks;
    private final Front front;

    private Sandbox(SandboxSettings settings) {
        RandomGenerator random = settings.seed().map(Random::new).orElseGet(Random::new);
        network = new Network(InstantSource.system(), random);
        CallLog log = new CallLog(network.clock());
        webhooks = new Webhooks(network, log);
        Traffic traffic = Traffic.create(network, webhooks);
        Templates templates = new Templates(network, webhooks);
        Graph graph = new Graph(network, webhooks, traffic, templates);
        WhatsAppWeb web = new WhatsAppWeb(network, traffic.files(), new MediaStore(network, this::secureAddress), log);
        WebControls linked = new WebControls(network, web, this::ways);
        Model model = new Model(network);
        Controls controls = new Controls(network, webhooks, traffic, templates, linked, model, log);
        front = new Front(settings, new GraphFaults(network, graph), model, controls, web, log);
    }

    private String secureAddress() {
        return front.secureAddress();
    }

    private WebControls.Ways ways() {
        return new WebControls.Ways(front.secureAddress(), front.certificate());
    }

    /// Starts it; when this returns, it answers.
    ///
    /// @throws IllegalStateException when it cannot listen, most often because another program has the port
    public static Sandbox start(SandboxSettings settings) {
        Sandbox sandbox = new Sandbox(settings);
        try {
            sandbox.front.start();
        } catch (IllegalStateException taken) {
            sandbox.close();
            throw taken;
        }
        LOG.info("sandbox ready on {}/sandbox", sandbox.baseUrl());
        return sandbox;
    }

    public int port() {
        return front.port();
    }

    /// Where it answers: scheme, host and port, no slash at the end.
    public String baseUrl() {
        return front.baseUrl();
    }

    @Override
    public void close() {
        front.close();
        webhooks.close();
        network.close();
    }
}

package dev.palomar.transport.web;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How numbers are held over WhatsApp Web.
///
/// @param engine     folder of the engine's program; looked for where it is installed when empty
/// @param node       the Node that runs it: a path, or a name that is looked up as the system does
/// @param data       folder of the hub's own, for files on their way and ids of processes
/// @param url        where WhatsApp is, if not where everybody's is
/// @param version    protocol version of WhatsApp Web, if not the one that the engine brings
/// @param authority  certificate of the authority behind the media host, if it is none that Node knows
/// @param sandbox    set for a sandbox alone: the root key of its certificates, hexadecimal
/// @param perProcess how many lines one engine process holds at most
/// @param code       in a sandbox: for how long a QR code is shown before the next one
/// @param silence    after how long a line that says nothing is asked for a sign of life
public record WebSettings(
        Optional<Path> engine,
        String node,
        Path data,
        Optional<URI> url,
        Optional<String> version,
        Optional<Path> authority,
        Optional<String> sandbox,
        int perProcess,
        Duration silence,
        Optional<Duration> code) {}

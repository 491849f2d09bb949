package org.purposecdp.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process was started with, as the operating system has it; empty for one that has gone. */
final class CommandLine {

    private CommandLine() {}

    static String of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid), "cmdline");
        try {
            if (Files.isDirectory(Path.of("/proc/self"))) {
                return new String(Files.readAllBytes(proc), StandardCharsets.UTF_8)
                        .replace('\0', ' ');
            }
            Process ps =
                    new ProcessBuilder("ps", "-ww", "-o", "command=", "-p", Long.toString(pid))
                            .start();
            return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}

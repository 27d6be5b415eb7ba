package io.carillon.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux says of a process (proc(5)).
 *
 * @param cpuMillis user and system time of all its threads, in steps of 10 ms
 * @param residentKilobytes memory in RAM
 * @param threads running now
 */
public record ProcessFigures(long cpuMillis, long residentKilobytes, int threads) {
  /** USER_HZ, which is 100 on every Linux that Java runs on. */
  private static final int MILLIS_PER_TICK = 10;

  // Fields of /proc/PID/stat behind the name in brackets, which may hold spaces.
  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final int THREADS = 17;

  public static ProcessFigures of(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    return new ProcessFigures(
        ticks * MILLIS_PER_TICK, resident(pid), Integer.parseInt(fields[THREADS]));
  }

  /** Of a process and all that it has started: CPU times, memory and threads added up. */
  public static ProcessFigures ofFamily(long pid) throws IOException {
    ProcessFigures own = of(pid);
    long cpu = own.cpuMillis;
    long resident = own.residentKilobytes;
    int threads = own.threads;
    for (ProcessHandle child :
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList()) {
      ProcessFigures figures = of(child.pid());
      cpu += figures.cpuMillis;
      resident += figures.residentKilobytes;
      threads += figures.threads;
    }
    return new ProcessFigures(cpu, resident, threads);
  }

  private static long resident(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }
}

package io.netauto.server.runs;

import java.util.List;

/**
 * All runs of a job in short, as columns: what stands at one place of each belongs to one run, in
 * the order of the job.
 *
 * @param seq the newest event of the job that is in it; its feed goes on from here
 * @param total how many runs the job will have
 * @param more whether the job has more runs than are shown
 * @param causes codes that {@code cause} points into
 * @param statuses codes that {@code status} points into
 * @param cause a place in {@code causes}; -1 for none
 * @param answer runs of equal output have equal numbers, which mean nothing else; -1 for none
 * @param millis how long it took; -1 while it is not over, and for one that never began
 */
public record JobGrid(
    long seq,
    int total,
    boolean more,
    List<String> statuses,
    List<String> causes,
    List<Long> id,
    List<String> hostname,
    List<Integer> status,
    List<Integer> cause,
    List<Integer> answer,
    List<Long> bytes,
    List<Long> millis) {}

#!/bin/sh
# slurm.sh start|stop DIR: a Slurm of one machine, with all of its files in DIR (which must exist and be
# nobody else's). After `start`, SLURM_CONF=DIR/slurm.conf makes sbatch and the others use it.
# It needs the Debian packages slurm-wlm and munge, and no systemd.
set -eu

action=$1
dir=$(cd "$2" && pwd -P)
PATH=$PATH:/usr/sbin:/sbin

# Ports of our own, since several may run at once.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

write_settings() {
    me=$(id -un)
    host=$(hostname -s)
    cat >"$dir/slurm.conf" <<END
ClusterName=scratch
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=$me
SlurmdUser=$me
AuthType=auth/munge
AuthInfo=socket=$dir/munge.socket
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MaxArraySize=${SLURM_TEST_MAX_ARRAY:-1001}
SchedulerParameters=batch_sched_delay=0,sched_interval=1
KillWait=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
}

start() {
    mkdir -p "$dir/state" "$dir/spool"
    chmod 700 "$dir"
    head -c 1024 /dev/urandom >"$dir/munge.key"
    chmod 400 "$dir/munge.key"
    write_settings
    export SLURM_CONF="$dir/slurm.conf"
    # As root, and in a folder that others may enter, it wants to be forced.
    munged --force --socket="$dir/munge.socket" --key-file="$dir/munge.key" \
        --pid-file="$dir/munged.pid" --log-file="$dir/munged.log" --seed-file="$dir/munge.seed"
    slurmctld -f "$SLURM_CONF"
    slurmd -f "$SLURM_CONF" -N "$(hostname -s)"
    # Until the node can take work.
    tries=0
    until sinfo --noheader --format=%T 2>/dev/null | grep -qE 'idle|mixed|allocated'; do
        tries=$((tries + 1))
        if [ "$tries" -gt 150 ]; then
            echo "Slurm doesn't come up; its logs:" >&2
            tail -n 20 "$dir"/*.log >&2
            stop
            exit 1
        fi
        sleep 0.2
    done
}

# Ends what we started, by its own pid files. A pid that is somebody else's by now is left alone.
stop() {
    for program in slurmctld slurmd munged; do
        pid=$(cat "$dir/$program.pid" 2>/dev/null || true)
        if [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$program" ]; then
            kill "$pid"
            for _ in 1 2 3 4 5 6 7 8 9 10; do
                [ -d "/proc/$pid" ] || break
                sleep 0.2
            done
        fi
    done
}

case $action in
    start) start ;;
    stop) stop ;;
    *) echo "slurm.sh start|stop DIR" >&2; exit 2 ;;
esac

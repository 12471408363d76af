#!/usr/bin/env bash
# vcsim of govmomi 0.24.2 (Debian 12): QueryPerf without metricId answers the times of samples and no values.
#
# Expected: the API documents that without metricId all available metrics are returned, each with as many values as there are samples; QueryAvailablePerfMetric lists some for the machine.
# Seen: three entries of sampleInfo and no series, without an error. With the same metrics named, each has its three values. A program that records all statistics of a server gets none of vcsim.
set -euo pipefail
command -v go >/dev/null || { echo "needs Debian's golang-go"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download golang-github-vmware-govmomi-dev=0.24.2-3 golang-github-google-uuid-dev golang-github-davecgh-go-spew-dev
for package in ./*.deb; do dpkg -x "$package" root; done
ls ./*.deb
mkdir probe
cat >probe/main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"
)

func main() {
	ctx := context.Background()
	model := simulator.VPX()
	defer model.Remove()
	if err := model.Create(); err != nil {
		panic(err)
	}
	server := model.Service.NewServer()
	defer server.Close()
	client, err := govmomi.NewClient(ctx, server.URL, true)
	if err != nil {
		panic(err)
	}
	manager := *client.ServiceContent.PerfManager
	machine := simulator.Map.Any("VirtualMachine").Reference()
	available, err := methods.QueryAvailablePerfMetric(ctx, client, &types.QueryAvailablePerfMetric{This: manager, Entity: machine, IntervalId: 20})
	if err != nil {
		panic(err)
	}
	ask := func(metrics []types.PerfMetricId) (int, int) {
		answer, err := methods.QueryPerf(ctx, client, &types.QueryPerf{This: manager, QuerySpec: []types.PerfQuerySpec{{Entity: machine, MaxSample: 3, IntervalId: 20, MetricId: metrics}}})
		if err != nil {
			panic(err)
		}
		found := answer.Returnval[0].(*types.PerfEntityMetric)
		return len(found.SampleInfo), len(found.Value)
	}
	samples, series := ask(nil)
	named, values := ask(available.Returnval)
	fmt.Printf("available: %d metrics\nwithout metricId: %d samples, %d series\nwith all of them: %d samples, %d series\n", len(available.Returnval), samples, series, named, values)
	if len(available.Returnval) == 0 || samples != 3 || series != 0 || named != 3 || values == 0 {
		os.Exit(1)
	}
}
GO
(cd probe && GO111MODULE=off GOCACHE=$folder/cache GOPATH=$folder/root/usr/share/gocode go run .)
echo "as described"

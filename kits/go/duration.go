package vimsession

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Duration is a time.Duration as the admin API writes it.
type Duration struct{ time.Duration }

// For makes a duration for a field that may be left out.
func For(d time.Duration) *Duration { return &Duration{d} }

// MarshalJSON writes it in seconds: the API does not read the units of time.Duration that are smaller than a millisecond.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(durationText(d.Duration)) }

// UnmarshalJSON reads what the API writes.
func (d *Duration) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	read, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("the admin API answered with a duration that cannot be read: %w", err)
	}
	d.Duration = read
	return nil
}

func durationText(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) + "s"
}

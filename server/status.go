package server

import (
	"time"

	"fimble/completion"
)

// statusParams are what an editor may say of Fimble in its status line.
type statusParams struct {
	Model        string `json:"model,omitempty"`  // that wrote what is suggested
	Milliseconds int64  `json:"ms"`               // that the answer took
	Reason       string `json:"reason,omitempty"` // why nothing is suggested
	Failed       string `json:"failed,omitempty"` // the model that went wrong, also where another one stood in
	Error        string `json:"error,omitempty"`  // how, as the log has it
	Remedy       string `json:"remedy,omitempty"` // what the user can do about it
}

// reportStatus tells a client that wants to know what became of a request. Of
// one that a newer request has taken the place of there is nothing to say.
func (c *connection) reportStatus(result completion.Result, took time.Duration) {
	if !c.client.wantsStatus || result.Superseded || result.Reason == completion.ReasonCancelled {
		return
	}
	status := statusParams{Model: result.Model, Milliseconds: took.Milliseconds(), Reason: string(result.Reason)}
	for _, f := range failuresOf(result) {
		if !f.Loading() {
			status.Failed, status.Error, status.Remedy = f.Model, f.Err.Error(), f.Remedy()
			break
		}
	}
	c.outbox.put(letter{method: NotificationStatus, params: &status})
}

// failuresOf are the models that failed on the way to a result.
func failuresOf(result completion.Result) []completion.Failure {
	if len(result.Failures) == 0 && result.Err != nil {
		return []completion.Failure{{Model: result.Model, Err: result.Err}}
	}
	return result.Failures
}
